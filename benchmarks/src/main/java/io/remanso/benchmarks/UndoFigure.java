package io.remanso.benchmarks;

import io.remanso.sessions.WriteOptions;
import java.util.ArrayList;
import java.util.List;

/** Undo and redo of a fill over tables of very different sizes: the same time for each. */
final class UndoFigure implements Figure {

    @Override
    public String name() {
        return "undo";
    }

    @Override
    public List<Row> measure() throws Exception {
        List<Row> rows = new ArrayList<>();
        for (long size : new long[] {1_000, 100_000, 10_000_000}) {
            try (Sandbox sandbox = new Sandbox()) {
                String session = Steps.session(sandbox, size, 10);
                sandbox.sessions.apply(session, Steps.meanFill("n0"), WriteOptions.NONE);
                long nanos =
                        Timing.median(
                                20,
                                101,
                                () -> {
                                    sandbox.sessions.undo(session, WriteOptions.NONE);
                                    return sandbox.sessions.redo(session, WriteOptions.NONE);
                                });
                rows.add(
                        new Row(
                                "undo, %,d × 10, on disk".formatted(size),
                                Timing.millis(nanos / 2),
                                "",
                                "the same for every size"));
            }
        }
        return rows;
    }
}
