package io.remanso.tables;

/**
 * A step needs more memory than the query engine may hold, and cannot do with files instead: {@code
 * table_too_large}. Nothing was changed.
 */
public final class MemoryExceededException extends TableException {

    public MemoryExceededException(long limit, Throwable cause) {
        super(
                "table_too_large",
                "All steps that run may hold at most %,d bytes together (QUERY_MEMORY_MB), this one needs more;"
                                .formatted(limit)
                        + " use fewer rows or columns, try again when less runs, or raise the limit",
                cause);
    }
}
