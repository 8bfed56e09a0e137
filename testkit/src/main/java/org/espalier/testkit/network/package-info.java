/** Networks and images small enough for a test. */
@NullMarked
package org.espalier.testkit.network;

import org.jspecify.annotations.NullMarked;
