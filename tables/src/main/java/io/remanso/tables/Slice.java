package io.remanso.tables;

/**
 * A run of consecutive rows of a table. A slice is never empty.
 *
 * @param rows how many, 1 to {@link #MAX_ROWS}
 * @param rowIds their identities
 */
public record Slice(int rows, RowIds rowIds) {

    /** The most rows that a slice has. */
    public static final int MAX_ROWS = 65_536;

    public Slice {
        if (rows < 1 || rows > MAX_ROWS) {
            throw new IllegalArgumentException(
                    "A slice has 1 to %d rows, got %d".formatted(MAX_ROWS, rows));
        }
    }
}
