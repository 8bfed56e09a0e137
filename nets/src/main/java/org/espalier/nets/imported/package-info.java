/**
 * Networks that were trained elsewhere: how the arrays of their files become the parameters of one of our networks, and where
 * they are kept.
 *
 * <p>Read top-down: {@link org.espalier.nets.imported.NetworkImport}, {@link org.espalier.nets.imported.ForeignParameters} (what
 * a file holds), {@link org.espalier.nets.imported.ParameterMatch} (which array is which parameter),
 * {@link org.espalier.nets.imported.ImportedNetworks} (the folder {@code runs/networks/}).
 */
package org.espalier.nets.imported;
