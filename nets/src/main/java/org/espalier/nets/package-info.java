/**
 * Neural networks as the suite needs them: data sets, architectures, initialisers, training, masks and subnetworks.
 *
 * <p>DJL supplies tensors, autograd and blocks; batches, random numbers, optimisers, schedules and the training loop are
 * ours and work on plain {@code float[]}. May not live here: studies, trials, records, reports.
 */
@NullMarked
package org.espalier.nets;

import org.jspecify.annotations.NullMarked;
