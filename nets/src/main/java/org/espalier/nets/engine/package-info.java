/**
 * The tensor engine: is it there, which version, does it compute rightly here (packages {@code remedy} and {@code selfcheck}), and
 * large matrix products as functions of plain arrays.
 */
@NullMarked
package org.espalier.nets.engine;

import org.jspecify.annotations.NullMarked;
