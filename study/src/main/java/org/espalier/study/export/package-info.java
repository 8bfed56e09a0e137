/**
 * Tables in formats of other tools that take more than a few lines to write.
 *
 * <p>Lives here: Parquet. The plain text formats are beside {@link org.espalier.study.finding.Table}. May not live here:
 * what is in a table, and where its file goes.
 */
@NullMarked
package org.espalier.study.export;

import org.jspecify.annotations.NullMarked;
