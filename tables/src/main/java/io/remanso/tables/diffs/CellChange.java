package io.remanso.tables.diffs;

import org.jspecify.annotations.Nullable;

/**
 * A cell of a row and a column that both versions have.
 *
 * @param rowId the identity of the row
 * @param column the name of the column in the later version
 * @param before the earlier value as {@link io.remanso.tables.Cells} makes it, or null
 * @param after the later value, or null
 */
public record CellChange(
        long rowId, String column, @Nullable Object before, @Nullable Object after) {}
