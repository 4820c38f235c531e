package io.remanso.tables.operations;

import io.remanso.tables.Slice;
import java.util.ArrayList;
import java.util.List;

/** Which slices become one when rows have gone. */
final class SliceGroups {

    /** A slice of fewer rows is joined with its neighbours when there are too many slices. */
    private static final int SMALL = Slice.MAX_ROWS / 4;

    /** So many slices are never too many. */
    private static final int FEW = 8;

    private SliceGroups() {}

    /**
     * The slices that rows are left in, each group in order. Slices stay apart as long as there are
     * at most twice as many as the rows need, and a few.
     */
    static List<List<Integer>> of(List<Slice> slices, KeptRows kept) {
        List<List<Integer>> apart = new ArrayList<>();
        long rows = 0;
        for (int slice = 0; slice < slices.size(); slice++) {
            if (kept.count(slice) > 0) {
                apart.add(List.of(slice));
                rows += kept.count(slice);
            }
        }
        long needed = (rows + Slice.MAX_ROWS - 1) / Slice.MAX_ROWS;
        return apart.size() <= 2 * needed + FEW ? apart : joined(apart, kept);
    }

    private static List<List<Integer>> joined(List<List<Integer>> apart, KeptRows kept) {
        List<List<Integer>> groups = new ArrayList<>();
        List<Integer> open = new ArrayList<>();
        long openRows = 0;
        for (List<Integer> one : apart) {
            int slice = one.getFirst();
            int rows = kept.count(slice);
            boolean large = kept.isWhole(slice) && rows >= SMALL;
            if (!open.isEmpty() && (large || openRows + rows > Slice.MAX_ROWS)) {
                groups.add(List.copyOf(open));
                open.clear();
                openRows = 0;
            }
            if (large) {
                groups.add(one);
            } else {
                open.add(slice);
                openRows += rows;
            }
        }
        if (!open.isEmpty()) {
            groups.add(open);
        }
        return groups;
    }
}
