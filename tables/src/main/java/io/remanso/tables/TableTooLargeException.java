package io.remanso.tables;

/** A table has more uncompressed columnar bytes than allowed: {@code table_too_large}. */
public final class TableTooLargeException extends TableException {

    public TableTooLargeException(long bytes, long limit) {
        super(
                "table_too_large",
                "A table may have at most %,d bytes in memory (MAX_DATAFRAME_SIZE_MB), this one has at least %,d;"
                                .formatted(limit, bytes)
                        + " upload fewer rows or columns, or raise the limit");
    }
}
