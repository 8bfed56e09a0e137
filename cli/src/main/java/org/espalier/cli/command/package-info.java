/**
 * The subcommands, one class each, named as on the command line.
 *
 * <p>A command checks all it was given before it starts anything, writes results to standard output and everything meant
 * for a person to standard error, and ends in {@link org.espalier.cli.command.ExitCode}. Classes of the tensor engine and
 * of the plotting library are touched only by the commands that need them, so that the others answer at once.
 */
package org.espalier.cli.command;
