package io.remanso.tables.operations;

import io.remanso.tables.Table;
import io.remanso.tables.TableTooLargeException;

/**
 * How many bytes a step may write: what a table may have, or what this one has already when that is
 * more. It stops a step before it computes more than could ever be kept.
 *
 * @param bytes the bytes that may be written
 * @param tableBytes what a table may have, for the message
 */
record SizeLimit(long bytes, long tableBytes) {

    static SizeLimit of(Table table) {
        long limit = table.engine().settings().maxTableBytes();
        return new SizeLimit(Math.max(limit, table.manifest().rawBytes()), limit);
    }

    /** What is left after so many bytes. */
    SizeLimit minus(long written) {
        return new SizeLimit(bytes - written, tableBytes);
    }

    /**
     * @throws TableTooLargeException when so many are too many
     */
    void check(long wanted) {
        if (wanted > bytes) {
            throw new TableTooLargeException(tableBytes + wanted - bytes, tableBytes);
        }
    }
}
