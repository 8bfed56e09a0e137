/**
 * How far a training has come, and all that it needs to go on from there bit for bit, as a value and as a file. May not live
 * here: when a checkpoint is made and where it is kept, which the training and its monitor decide.
 */
package org.espalier.nets.checkpoint;
