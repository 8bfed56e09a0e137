package org.espalier.rnndynamics.family;

import org.espalier.rnndynamics.weights.CellModel;

/**
 * A kind of recurrent cell, by its name: what weights from a file can be read into.
 *
 * <p>An open family: a class that is named in {@code META-INF/services} is listed, and read and searched for fixed points by
 * its name. One that can be trained besides is a {@link TrainableCell}. Files keep the name. Implementations have a constructor
 * without parameters, keep no state, and two of one class are equal (a record without components is).
 */
public interface CellKind extends CellModel {

    /** The name that the command line and files know it by: small letters, digits and hyphens. */
    @Override
    String label();

    /** One sentence with the equation or its source. */
    String description();
}
