package io.remanso.tables.profiles;

import io.remanso.tables.Column;
import io.remanso.tables.Table;
import org.apache.arrow.vector.BigIntVector;

/** Profiles one column, whose different values it is given in rising order before it answers. */
final class ColumnRun implements SortedRuns.Consumer {

    private final Table table;
    private final Column column;
    private final Overview overview;
    private final long count;
    private final boolean line;
    private final TopValues top = new TopValues(ColumnProfile.TOP_VALUES);
    private final Moments moments = new Moments();
    private final Quantiles quantiles;
    private final Histogram histogram;
    private long distinct;

    ColumnRun(Table table, Column column, Overview overview) {
        this.table = table;
        this.column = column;
        this.overview = overview;
        this.count = table.rows() - table.manifest().nulls(column);
        this.line = Numbers.has(column.dtype());
        this.quantiles = new Quantiles(column.dtype(), line ? count - overview.nans() : 0);
        this.histogram =
                line
                        ? new Histogram(column.dtype(), overview.first(), overview.last())
                        : Histogram.none();
    }

    ColumnProfile profile() {
        boolean numeric = column.dtype().isNumeric();
        return new ColumnProfile(
                column,
                count,
                table.rows() - count,
                marks(),
                overview.nans(),
                distinct,
                overview.min(),
                overview.max(),
                numeric ? moments.mean() : null,
                numeric ? moments.std() : null,
                quantiles.list(),
                top.list(),
                histogram.bins(),
                overview.lengths());
    }

    @Override
    public void run(Values values, int row, long times) {
        distinct++;
        top.add(values, row, times);
        if (line) {
            double place = values.place(row);
            if (!Double.isNaN(place)) {
                quantiles.add(values, row, times);
            }
            if (Double.isFinite(place)) {
                moments.add(place, times);
                histogram.add(place, times);
            }
        }
    }

    private long marks() {
        try (BigIntVector marks = table.marks(column)) {
            return marks.getValueCount();
        }
    }
}
