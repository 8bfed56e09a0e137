/**
 * The tensor engine: is it there, which version, does it compute rightly here (packages {@code remedy} and {@code selfcheck}), and
 * large matrix products as functions of plain arrays.
 */
package org.espalier.nets.engine;
