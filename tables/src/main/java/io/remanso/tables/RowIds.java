package io.remanso.tables;

/**
 * The identities of a slice's rows. A row keeps its id through every operation that keeps the row,
 * wherever it moves; marks and diffs follow the id. Ids are unique in a table and never given twice
 * in a session.
 */
public sealed interface RowIds {

    /**
     * Consecutive ids from {@code first}: rows as they were imported. Stored in the manifest alone.
     */
    record Range(long first) implements RowIds {

        public Range {
            if (first < 0) {
                throw new IllegalArgumentException("A row id is 0 or more, got " + first);
            }
        }
    }

    /** Ids in any order, in a chunk of int64 without nulls. */
    record Listed(ChunkRef chunk) implements RowIds {}
}
