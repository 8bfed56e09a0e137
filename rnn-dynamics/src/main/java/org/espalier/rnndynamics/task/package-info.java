/**
 * What recurrent networks are trained on: {@link org.espalier.rnndynamics.task.Task} is the interface, each task is one
 * class named after what has to be done, found by {@link java.util.ServiceLoader}. May not live here: networks, training,
 * what is done with the dynamics.
 */
package org.espalier.rnndynamics.task;
