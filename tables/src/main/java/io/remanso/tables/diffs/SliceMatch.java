package io.remanso.tables.diffs;

import io.remanso.tables.Manifest;
import io.remanso.tables.RowIds;
import io.remanso.tables.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The slices of two versions that hold the same rows in the same order, and those that are left.
 *
 * @param pairs the slices that correspond, in the order of the later version
 * @param before the indexes of the earlier version's slices that have no partner
 * @param after the indexes of the later version's slices that have no partner
 */
record SliceMatch(List<Pair> pairs, List<Integer> before, List<Integer> after) {

    /**
     * @param before the index in the earlier version
     * @param after the index in the later version
     * @param position the position of the first row in the later version
     */
    record Pair(int before, int after, long position, int rows) {}

    static SliceMatch of(Manifest before, Manifest after) {
        Map<Object, Integer> unmatched = new HashMap<>();
        for (int i = 0; i < before.slices().size(); i++) {
            unmatched.put(key(before.slices().get(i)), i);
        }
        List<Pair> pairs = new ArrayList<>();
        List<Integer> left = new ArrayList<>();
        long position = 0;
        for (int i = 0; i < after.slices().size(); i++) {
            Slice slice = after.slices().get(i);
            Integer partner = unmatched.remove(key(slice));
            if (partner != null) {
                pairs.add(new Pair(partner, i, position, slice.rows()));
            } else {
                left.add(i);
            }
            position += slice.rows();
        }
        return new SliceMatch(pairs, unmatched.values().stream().sorted().toList(), left);
    }

    /** The rows of all slices that correspond. */
    long rows() {
        return pairs.stream().mapToLong(Pair::rows).sum();
    }

    private static Object key(Slice slice) {
        return switch (slice.rowIds()) {
            case RowIds.Range range -> slice;
            case RowIds.Listed listed -> listed.chunk().name();
        };
    }
}
