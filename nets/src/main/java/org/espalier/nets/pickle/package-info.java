/**
 * Python's pickle format, read without Python and without running anything: the stack machine of the format builds
 * dictionaries, lists, tuples, numbers and texts, and asks a {@link org.espalier.nets.pickle.Vocabulary} what each name in
 * the file stands for. A name outside the vocabulary ends the reading. May not live here: what the names mean.
 */
@NullMarked
package org.espalier.nets.pickle;

import org.jspecify.annotations.NullMarked;
