/**
 * The kinds of cells that networks are made of, an open family: each has a name, its equations in float64 (package
 * {@code cell}) and, where it can be trained, a kernel in float32 on plain arrays. Lives here: kinds and kernels. May not live
 * here: the engine, training, files.
 */
package org.espalier.rnndynamics.family;
