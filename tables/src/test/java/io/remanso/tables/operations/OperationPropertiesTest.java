package io.remanso.tables.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.tables.ChunkName;
import io.remanso.tables.Column;
import io.remanso.tables.Manifest;
import io.remanso.tables.ManifestJson;
import io.remanso.tables.RowIds;
import io.remanso.tables.Table;
import io.remanso.tables.TableException;
import io.remanso.tables.operations.Bench.Applied;
import io.remanso.tables.testing.Tables;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What holds for every operation on every table. {@code -Dremanso.seed=N} repeats one run. */
class OperationPropertiesTest {

    private static final int STEPS = 12;

    @RegisterExtension final Tables tables = new Tables();
    private final Bench bench = new Bench(tables);

    @RepeatedTest(30)
    void keepsWhatEveryOperationPromises() {
        Long given = Long.getLong("remanso.seed");
        long seed = given != null ? given : new Random().nextLong();
        Random random = new Random(seed);
        Table table = new RandomTables(random, tables).next();
        RandomOperations operations = new RandomOperations(random);
        StringBuilder log = new StringBuilder("remanso.seed=" + seed);
        for (int step = 0; step < STEPS && table.schema().size() > 0; step++) {
            Operation operation = operations.next(table);
            log.append("\n").append(operation);
            try {
                table = checked(table, operation);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(log.toString(), e);
            }
        }
    }

    private Table checked(Table table, Operation operation) {
        Applied applied;
        try {
            applied = bench.apply(table, operation);
        } catch (TableException e) {
            return table;
        }
        Set<ChunkName> read = new HashSet<>();
        tables.chunks().reads().forEach(read::addAll);
        checkReads(table, applied.change(), read);
        checkRows(table, applied);
        checkMarks(applied.table());
        checkUnchanged(table.manifest(), applied.change());
        checkStatistics(applied.table());
        if (!(operation instanceof ConvertType)) {
            checkCounts(table, applied);
        }
        assertThat(ManifestJson.read(ManifestJson.write(applied.change().manifest())))
                .isEqualTo(applied.change().manifest());
        Operation again = OperationJson.read(OperationJson.write(operation).toString());
        assertThat(bench.apply(table, again).change()).isEqualTo(applied.change());
        return applied.table();
    }

    /** A step that moves no rows reads nothing but the columns that it says. */
    private static void checkReads(Table table, Change change, Set<ChunkName> read) {
        if (change.footprint().wholeTable()) {
            return;
        }
        Manifest manifest = table.manifest();
        Set<ChunkName> allowed = new HashSet<>();
        for (String id : change.footprint().reads()) {
            Objects.requireNonNull(manifest.chunks().get(id))
                    .forEach(ref -> allowed.add(ref.name()));
        }
        manifest.marks().values().forEach(ref -> allowed.add(ref.name()));
        manifest.slices()
                .forEach(slice -> {
                    if (slice.rowIds() instanceof RowIds.Listed listed) {
                        allowed.add(listed.chunk().name());
                    }
                });
        assertThat(allowed).containsAll(read);
        Set<String> written = new HashSet<>(change.footprint().writes());
        written.retainAll(change.manifest().chunks().keySet());
        assertThat(change.footprint().reads())
                .as("all that is written and not dropped")
                .containsAll(written);
    }

    /** Rows have unique ids that existed before, and steps of columns move none. */
    private static void checkRows(Table before, Applied applied) {
        List<Long> old = Bench.rowIds(before);
        List<Long> now = Bench.rowIds(applied.table());
        assertThat(now).doesNotHaveDuplicates();
        assertThat(new HashSet<>(old)).containsAll(now);
        if (!applied.change().footprint().wholeTable()) {
            assertThat(now).isEqualTo(old);
        }
    }

    private static void checkMarks(Table table) {
        List<Long> ids = Bench.rowIds(table);
        for (Column column : table.schema().columns()) {
            List<Long> marks = Bench.marks(table, column.name());
            assertThat(marks).isSorted().doesNotHaveDuplicates();
            assertThat(ids).containsAll(marks);
            List<@Nullable Object> values = Bench.column(table, column.name());
            for (int row = 0; row < ids.size(); row++) {
                if (marks.contains(ids.get(row))) {
                    assertThat(values.get(row)).isNull();
                }
            }
        }
        assertThat(table.manifest().marks().keySet())
                .isSubsetOf(table.manifest().chunks().keySet());
    }

    /** Columns that are not written keep their chunks, and slices without a change keep theirs. */
    private static void checkUnchanged(Manifest before, Change change) {
        if (!change.footprint().wholeTable()) {
            change.manifest()
                    .chunks()
                    .forEach((id, refs) -> {
                        if (!change.footprint().writes().contains(id)) {
                            assertThat(refs).isEqualTo(before.chunks().get(id));
                        }
                    });
            assertThat(change.manifest().slices()).isEqualTo(before.slices());
        }
    }

    private static void checkStatistics(Table table) {
        for (Column column : table.schema().columns()) {
            long nulls =
                    Bench.column(table, column.name()).stream().filter(Objects::isNull).count();
            assertThat(table.manifest().nulls(column)).isEqualTo(nulls);
        }
    }

    /** The changed cells are those whose value is another, and no other column says it changed. */
    private static void checkCounts(Table before, Applied applied) {
        List<Long> ids = Bench.rowIds(applied.table());
        Map<Long, Integer> places = new HashMap<>();
        List<Long> oldIds = Bench.rowIds(before);
        for (int i = 0; i < oldIds.size(); i++) {
            places.put(oldIds.get(i), i);
        }
        long changed = 0;
        for (Column column : applied.table().schema().columns()) {
            Column old =
                    before.schema().columns().stream()
                            .filter(candidate -> candidate.id().equals(column.id()))
                            .findFirst()
                            .orElseThrow();
            List<@Nullable Object> oldValues = Bench.column(before, old.name());
            List<@Nullable Object> values = Bench.column(applied.table(), column.name());
            long here = 0;
            for (int row = 0; row < ids.size(); row++) {
                Object was = oldValues.get(Objects.requireNonNull(places.get(ids.get(row))));
                if (!same(was, values.get(row))) {
                    here++;
                }
            }
            changed += here;
            assertThat(applied.change().columnsChanged().contains(column.name()))
                    .isEqualTo(here > 0 || !column.equals(old));
        }
        assertThat(applied.change().cellsChanged()).isEqualTo(changed);
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Number a && other instanceof Number b && a.getClass() != b.getClass()) {
            return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString())) == 0;
        }
        return Objects.equals(one, other);
    }
}
