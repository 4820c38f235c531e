package io.remanso.tables.diffs;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts changed cells and keeps the first of them, in the order of the rows and then the columns
 * of the later version, in whatever order they come. Not thread-safe.
 */
final class Changes {

    private record At(long position, int column) implements Comparable<At> {
        private static final Comparator<At> ORDER =
                Comparator.comparingLong(At::position).thenComparingInt(At::column);

        @Override
        public int compareTo(At other) {
            return ORDER.compare(this, other);
        }
    }

    private record Kept(At at, CellChange change) {}

    private final int limit;
    private final PriorityQueue<Kept> kept =
            new PriorityQueue<>(Comparator.comparing(Kept::at).reversed());
    private long count;

    Changes(int limit) {
        this.limit = limit;
    }

    /**
     * Counts a cell.
     *
     * @param position the position of its row in the later version
     * @param column the position of its column among those that both versions have
     * @param change what changed; asked for only when it is kept
     */
    void add(long position, int column, Supplier<CellChange> change) {
        count++;
        At at = new At(position, column);
        @Nullable Kept last = kept.peek();
        if (kept.size() < limit) {
            kept.add(new Kept(at, change.get()));
        } else if (last != null && at.compareTo(last.at()) < 0) {
            kept.poll();
            kept.add(new Kept(at, change.get()));
        }
    }

    long count() {
        return count;
    }

    List<CellChange> first() {
        return kept.stream().sorted(Comparator.comparing(Kept::at)).map(Kept::change).toList();
    }
}
