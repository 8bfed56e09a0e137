/**
 * Populations of networks of several cells, trained on one task and compared by what they represent and by how their fixed
 * points hang together (Maheswaranathan et al. 2019, "Universality and individuality in neural dynamics across large
 * populations of recurrent networks"). Lives here: the two kinds of trial that such a study has, its common parameters, grid
 * and figures. May not live here: anything about one task; a study adds it as a {@code ComparedTask}.
 */
package org.espalier.rnndynamics.universality;
