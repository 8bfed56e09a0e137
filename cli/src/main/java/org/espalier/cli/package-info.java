/**
 * The command {@code espalier}: its subcommands, the report, and the start of worker processes. May not live here:
 * arithmetic.
 */
package org.espalier.cli;
