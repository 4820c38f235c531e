package io.remanso.tables.operations;

import io.remanso.tables.Column;
import io.remanso.tables.Table;
import io.remanso.tables.testing.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tables made by chance: any types, nulls, slice sizes and marks. */
final class RandomTables {

    private static final List<String> VALUES =
            List.of(
                    "CAST(%d %% 5 AS TINYINT)",
                    "CAST(%d %% 1000 AS BIGINT)",
                    "CAST(%d %% 100 AS UINTEGER)",
                    "CAST(%d AS DOUBLE) / 4",
                    "CASE WHEN %1$d %% 5 = 0 THEN 'NaN'::DOUBLE ELSE CAST(%1$d %% 7 AS DOUBLE) END",
                    "CAST(%d %% 50 AS FLOAT) / 8",
                    "CAST((%d %% 9999) / 100.0 AS DECIMAL(6,2))",
                    "%d %% 3 = 0",
                    "CAST(%d %% 12 AS VARCHAR)",
                    "' Text é ' || chr(97 + CAST(%d %% 5 AS INTEGER)) || ' '",
                    "DATE '2024-01-01' + CAST(%d %% 400 AS INTEGER)",
                    "TIMESTAMP '2024-01-01 00:00:00' + to_hours(CAST(%d %% 90 AS INTEGER))");

    private final Random random;
    private final Tables tables;
    private final Bench bench;

    RandomTables(Random random, Tables tables) {
        this.random = random;
        this.tables = tables;
        this.bench = new Bench(tables);
    }

    Table next() {
        int rows = random.nextInt(5) == 0 ? random.nextInt(2) : random.nextInt(60);
        int sliceRows = 1 + random.nextInt(20);
        List<String> columns = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(6); i++) {
            String value = VALUES.get(random.nextInt(VALUES.size()));
            int gaps = random.nextInt(4);
            columns.add(
                    "CASE WHEN hash(range + %d) %% 4 >= %d THEN %s END AS k%d"
                            .formatted(
                                    random.nextInt(1_000),
                                    gaps,
                                    value.replaceAll(
                                                    "%(1\\$)?d",
                                                    "(CAST(hash(range + %d) %% 100000 AS BIGINT))"
                                                            .formatted(random.nextInt(1_000)))
                                            .replace("%%", "%"),
                                    i));
        }
        Table table =
                tables.of(
                        "SELECT %s FROM range(%d)".formatted(String.join(", ", columns), rows),
                        sliceRows);
        for (Column column : table.schema().columns()) {
            if (random.nextBoolean()) {
                List<@Nullable Object> values = Bench.column(table, column.name());
                long[] marked =
                        IntStream.range(0, values.size())
                                .filter(i -> values.get(i) == null && random.nextInt(3) == 0)
                                .mapToLong(i -> i)
                                .toArray();
                if (marked.length > 0) {
                    table = bench.mark(table, column.name(), marked);
                }
            }
        }
        return table;
    }
}
