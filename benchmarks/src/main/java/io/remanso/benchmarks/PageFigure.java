package io.remanso.benchmarks;

import io.remanso.tables.Table;
import io.remanso.tables.pages.Page;
import java.util.ArrayList;
import java.util.List;

/** A page of a warm session at the first, a middle and the last rows. */
final class PageFigure implements Figure {

    private static final long ROWS = 1_000_000;
    private static final int LIMIT = 100;

    @Override
    public String name() {
        return "page";
    }

    @Override
    public List<Row> measure() throws Exception {
        List<Row> rows = new ArrayList<>();
        try (Sandbox sandbox = new Sandbox()) {
            String session = Steps.session(sandbox, ROWS, 20);
            for (long offset : new long[] {0, ROWS / 2 + 12_345, ROWS - LIMIT}) {
                long nanos = Timing.median(20, 101, () -> read(sandbox, session, offset));
                rows.add(
                        new Row(
                                "page of 100 rows × 20 at row %,d, warm".formatted(offset),
                                Timing.millis(nanos),
                                "",
                                "≤ 10 ms"));
            }
        }
        return rows;
    }

    private static Page read(Sandbox sandbox, String session, long offset) {
        Table table = sandbox.sessions.table(session).table();
        return Page.read(table, offset, LIMIT, List.of());
    }
}
