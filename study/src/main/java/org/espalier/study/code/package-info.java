/**
 * Which code computes a trial: content hashes of the module jars (or folders of classes) on the class path, of plug-ins, and
 * which of them a trial uses.
 *
 * <p>A jar of Espalier itself has the file {@code META-INF/espalier-module.properties}; whatever else registers a class is a
 * plug-in. Plug-ins are part of the id of the trials that use them ({@link org.espalier.study.code.TrialCode}); of Espalier's
 * own modules a record keeps the hashes ({@link org.espalier.study.code.Build}), and ids are guarded by a study's version.
 */
@NullMarked
package org.espalier.study.code;

import org.jspecify.annotations.NullMarked;
