/**
 * The command {@code espalier}: its subcommands ({@code command}), the report ({@code report}), and what they share to
 * talk to a terminal or a program. Commands parse, call and print; may not live here: arithmetic, or anything a study
 * decides.
 */
@NullMarked
package org.espalier.cli;

import org.jspecify.annotations.NullMarked;
