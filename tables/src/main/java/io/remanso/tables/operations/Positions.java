package io.remanso.tables.operations;

import io.remanso.tables.Slice;
import java.util.Arrays;
import java.util.List;

/** Where the slices of a table begin. Positions count the rows of the table from 0. */
final class Positions {

    private final long[] firsts;

    Positions(List<Slice> slices) {
        firsts = new long[slices.size()];
        long first = 0;
        for (int i = 0; i < firsts.length; i++) {
            firsts[i] = first;
            first += slices.get(i).rows();
        }
    }

    /** The position of the first row of a slice. */
    long first(int slice) {
        return firsts[slice];
    }

    /** The slice that the row of this position is in; the table has the row. */
    int slice(long position) {
        int found = Arrays.binarySearch(firsts, position);
        return found >= 0 ? found : -found - 2;
    }
}
