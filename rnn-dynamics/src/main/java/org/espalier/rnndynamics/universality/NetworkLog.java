package org.espalier.rnndynamics.universality;

/** Takes the metrics of one network. */
public interface NetworkLog {

    /** A number that says something about the whole network: in its record and in the log. May be not-a-number. */
    void metric(String name, double value);

    /** A number of many, such as an eigenvalue or a coordinate: in the log alone. @param index in place of the step */
    void point(String name, long index, double value);
}
