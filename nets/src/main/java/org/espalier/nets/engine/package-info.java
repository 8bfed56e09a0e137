/**
 * The tensor engine: is it there, which version, and large matrix products as functions of plain arrays.
 */
package org.espalier.nets.engine;
