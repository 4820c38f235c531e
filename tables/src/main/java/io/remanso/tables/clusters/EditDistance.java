package io.remanso.tables.clusters;

import java.util.Arrays;

/** The Levenshtein distance, computed no farther than asked for. Not thread-safe. */
final class EditDistance {

    private int[] above = new int[0];
    private int[] row = new int[0];

    /**
     * Whether at most so many characters have to be put in, taken out or replaced. Only the cells
     * of the table that lie so near its diagonal are computed (Ukkonen 1985).
     */
    boolean isWithin(int[] left, int[] right, int most) {
        if (Math.abs(left.length - right.length) > most) {
            return false;
        }
        if (above.length <= right.length) {
            above = new int[right.length + 1];
            row = new int[right.length + 1];
        }
        int beyond = most + 1;
        for (int j = 0; j <= right.length; j++) {
            above[j] = Math.min(j, beyond);
        }
        for (int i = 1; i <= left.length; i++) {
            Arrays.fill(row, 0, right.length + 1, beyond);
            row[0] = Math.min(i, beyond);
            int least = row[0];
            for (int j = Math.max(1, i - most); j <= Math.min(right.length, i + most); j++) {
                int replaced = above[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
                least = Math.min(least, row[j]);
            }
            if (least > most) {
                return false;
            }
            int[] done = above;
            above = row;
            row = done;
        }
        return above[right.length] <= most;
    }
}
