/**
 * What differs between two versions of a table. Open {@link io.remanso.tables.diffs.TableDiff}
 * first: rows are matched by row id and columns by column id, and chunks of equal name are not
 * read.
 */
@NullMarked
package io.remanso.tables.diffs;

import org.jspecify.annotations.NullMarked;
