/** Networks and images small enough for a test. */
package org.espalier.testkit.network;
