package io.remanso.tables.operations;

import io.remanso.tables.Column;
import io.remanso.tables.DType;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * New values for a column, as SQL over each of its slices.
 *
 * <p>The slice is the view {@code s}: {@code c0} is the column, {@code c1}, … are the others that
 * the values are computed from, {@code pos} counts the rows of the slice from 0, and {@code row_id}
 * is there when it was asked for. {@code :first} and {@code :rows} in {@link #from} stand for the
 * table's position of the slice's first row and for the number of its rows.
 *
 * @param column the column
 * @param to the type of the new values
 * @param others columns that are read besides
 * @param rowIds whether the row ids are read
 * @param fill a query over all rows of the only slice of a table, which {@code from} and {@code
 *     value} see as {@code fill}; empty when there is none
 * @param from what the values are selected from: {@code s}, or a join that keeps each row of it
 *     once
 * @param value the new value
 * @param changed whether the cell counts as changed, over {@code x}, the old value, and {@code v},
 *     the new one
 * @param failed whether the cell has no right value, over x and v; a column with such a cell is not
 *     written
 * @param touched the slices that can change while the type stays
 */
record Rewrite(
        Column column,
        DType to,
        List<Column> others,
        boolean rowIds,
        String fill,
        String from,
        String value,
        String changed,
        String failed,
        IntPredicate touched) {

    private static final String SLICE = "s";
    private static final String DISTINCT = "v IS DISTINCT FROM x";
    private static final String NEVER = "FALSE";

    /** Values of the same type, each computed from the old value alone. */
    static Rewrite each(Column column, String value) {
        return new Rewrite(
                column,
                column.dtype(),
                List.of(),
                false,
                "",
                SLICE,
                value,
                DISTINCT,
                NEVER,
                slice -> true);
    }

    boolean joins() {
        return !from.equals(SLICE);
    }

    Rewrite to(DType dtype) {
        return new Rewrite(
                column, dtype, others, rowIds, fill, from, value, changed, failed, touched);
    }

    Rewrite from(String join, List<Column> joined) {
        return new Rewrite(column, to, joined, rowIds, fill, join, value, changed, failed, touched);
    }

    Rewrite withFill(String query) {
        return new Rewrite(
                column, to, others, rowIds, query, from, value, changed, failed, touched);
    }

    Rewrite withRowIds() {
        return new Rewrite(column, to, others, true, fill, from, value, changed, failed, touched);
    }

    Rewrite changedWhere(String condition) {
        return new Rewrite(
                column, to, others, rowIds, fill, from, value, condition, failed, touched);
    }

    Rewrite failedWhere(String condition) {
        return new Rewrite(
                column, to, others, rowIds, fill, from, value, changed, condition, touched);
    }

    Rewrite only(IntPredicate slices) {
        return new Rewrite(column, to, others, rowIds, fill, from, value, changed, failed, slices);
    }
}
