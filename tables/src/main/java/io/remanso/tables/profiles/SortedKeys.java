package io.remanso.tables.profiles;

import io.remanso.tables.Column;
import io.remanso.tables.SliceReader;
import io.remanso.tables.Table;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.function.IntToLongFunction;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * The values of a column in rising order, as keys of 64 bits that this process holds and sorts:
 * many times faster than the query engine, for types that have such keys and columns that fit.
 */
final class SortedKeys implements Values {

    /** Kilobytes of heap that the keys of all columns profiled at a time may take. */
    private static final int KILOBYTES =
            (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 8 / 1024);

    private static final Semaphore FREE = new Semaphore(KILOBYTES, true);

    private final Keys form;
    private final long[] keys;

    private SortedKeys(Keys form, long[] keys) {
        this.form = form;
        this.keys = keys;
    }

    /** Whether the values of a column have keys, and so few that two columns have room. */
    static boolean fit(Table table, Column column) {
        return Keys.have(column.dtype()) && kilobytes(values(table, column)) <= KILOBYTES / 2;
    }

    /**
     * Profiles a column that fits; waits while others take the room.
     *
     * @throws CancellationException when the calling thread is interrupted, which it stays
     */
    static ColumnProfile profile(Table table, Column column) {
        int values = (int) values(table, column);
        try {
            FREE.acquire(kilobytes(values));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The profile was interrupted");
        }
        try {
            SortedKeys keys = read(table, column, values);
            ColumnRun run = new ColumnRun(table, column, keys.overview());
            keys.forEach(run);
            return run.profile();
        } finally {
            FREE.release(kilobytes(values));
        }
    }

    private static long values(Table table, Column column) {
        return table.rows() - table.manifest().nulls(column);
    }

    private static int kilobytes(long values) {
        return (int) Math.min(Integer.MAX_VALUE, values / (1024 / Long.BYTES) + 1);
    }

    private static SortedKeys read(Table table, Column column, int values) {
        long[] keys = new long[values];
        int filled = 0;
        SliceReader slices = table.read(List.of(column));
        while (slices.hasNext()) {
            try (VectorSchemaRoot slice = slices.next()) {
                FieldVector vector = slice.getVector(0);
                IntToLongFunction key = Keys.of(vector);
                boolean whole = vector.getNullCount() == 0;
                for (int row = 0; row < vector.getValueCount(); row++) {
                    if (whole || !vector.isNull(row)) {
                        keys[filled++] = key.applyAsLong(row);
                    }
                }
            }
        }
        Arrays.sort(keys);
        return new SortedKeys(Keys.of(column.dtype()), keys);
    }

    @Override
    public Object value(int row) {
        return form.value().apply(keys[row]);
    }

    @Override
    public double place(int row) {
        return form.place().applyAsDouble(keys[row]);
    }

    private Overview overview() {
        int end = keys.length;
        while (end > 0 && Double.isNaN(place(end - 1))) {
            end--;
        }
        int first = 0;
        while (first < end && Double.isInfinite(place(first))) {
            first++;
        }
        int last = end - 1;
        while (last > first && Double.isInfinite(place(last))) {
            last--;
        }
        return new Overview(
                keys.length - end,
                end == 0 ? null : value(0),
                end == 0 ? null : value(end - 1),
                first < end ? place(first) : Double.NaN,
                first < end ? place(last) : Double.NaN,
                null);
    }

    private void forEach(SortedRuns.Consumer consumer) {
        int from = 0;
        for (int row = 1; row <= keys.length; row++) {
            if (row == keys.length || keys[row] != keys[from]) {
                consumer.run(this, from, row - from);
                from = row;
            }
        }
    }
}
