package io.remanso.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.pages.Page;
import io.remanso.tables.testing.MemoryChunks;
import io.remanso.tables.testing.Tables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ChunkCacheTest {

    private static final String SQL =
            "SELECT range AS n, 'text ' || range AS s, CASE WHEN range % 7 > 0 THEN range / 3 END AS x"
                    + " FROM range(20000)";

    @RegisterExtension final Tables tables = new Tables();

    /** 64 kB: less than a tenth of the table. */
    @RegisterExtension final Tables small = new Tables(it -> it.withCacheBytes(1 << 16));

    @RegisterExtension final Tables none = new Tables(it -> it.withCacheBytes(0));

    @Test
    void aSecondReadFetchesNothingAndSeesTheSame() {
        Table table = tables.of(SQL, 1_000);
        Page cold = Page.read(table, 4_500, 2_000, List.of());
        tables.chunks().forget();
        assertThat(Page.read(table, 4_500, 2_000, List.of())).isEqualTo(cold);
        assertThat(tables.chunks().reads()).isEmpty();
    }

    @Test
    void aReadFetchesOnlyWhatIsNotKept() {
        Table table = tables.of(SQL, 1_000);
        Page.read(table, 0, 1_000, List.of("n"));
        tables.chunks().forget();
        Page.read(table, 0, 2_000, List.of("n"));
        assertThat(tables.chunks().reads()).hasSize(1);
        assertThat(tables.chunks().reads().getFirst())
                .containsExactly(
                        table.manifest().chunksOf(table.schema().require("n")).get(1).name());
    }

    @Test
    void keepsListedRowIdsAndMarks() {
        Table table = tables.of("SELECT 1 AS n FROM range(3)");
        ChunkRef ids;
        try (BigIntVector vector = new BigIntVector("row_id", tables.engine().allocator())) {
            vector.allocateNew(3);
            vector.set(0, 9);
            vector.set(1, 4);
            vector.set(2, 5);
            vector.setValueCount(3);
            ids = tables.engine().write(vector, tables.chunks());
        }
        Manifest manifest = table.manifest();
        Table listed =
                tables.table(
                        new Manifest(
                                manifest.schema(),
                                List.of(new Slice(3, new RowIds.Listed(ids))),
                                manifest.chunks(),
                                Map.of("c0", ids),
                                10,
                                1));
        for (int i = 0; i < 2; i++) {
            try (BigIntVector rows = listed.rowIds(0);
                    BigIntVector marks = listed.marks(listed.schema().require("n"))) {
                assertThat(rows.get(0)).isEqualTo(9);
                assertThat(marks.get(2)).isEqualTo(5);
            }
        }
        assertThat(tables.chunks().reads()).hasSize(1);
    }

    @Test
    void staysInItsBudget() {
        Table table = small.of(SQL, 1_000);
        for (int pass = 0; pass < 3; pass++) {
            for (int slice = 0; slice < 20; slice++) {
                table.slice(slice, table.schema().columns()).close();
                assertThat(small.engine().cache().bytes()).isLessThanOrEqualTo(1 << 16);
                assertThat(small.engine().allocator().getAllocatedMemory())
                        .isLessThanOrEqualTo(2 << 16);
            }
        }
        assertThat(small.engine().cache().bytes()).isPositive();
    }

    @Test
    void keepsNothingWithoutABudget() {
        Table table = none.of(SQL, 1_000);
        Page first = Page.read(table, 0, 10, List.of());
        assertThat(none.engine().allocator().getAllocatedMemory()).isZero();
        none.chunks().forget();
        assertThat(Page.read(table, 0, 10, List.of())).isEqualTo(first);
        assertThat(none.chunks().reads()).hasSize(1);
    }

    @Test
    void evictsNothingUnderAReader() {
        Table table = small.of(SQL, 1_000);
        List<VectorSchemaRoot> open = new ArrayList<>();
        for (int slice = 0; slice < 20; slice++) {
            open.add(table.slice(slice, List.of(table.schema().require("n"))));
        }
        for (int slice = 0; slice < 20; slice++) {
            BigIntVector n = (BigIntVector) open.get(slice).getVector(0);
            for (int row = 0; row < 1_000; row++) {
                assertThat(n.get(row)).isEqualTo(slice * 1_000L + row);
            }
        }
        open.forEach(VectorSchemaRoot::close);
    }

    @Test
    void servesManyReadersWhileItEvicts() throws Exception {
        Table table = small.of(SQL, 500);
        List<Page> expected = new ArrayList<>();
        for (int offset = 0; offset < 20_000; offset += 500) {
            expected.add(Page.read(table, offset, 500, List.of()));
        }
        try (ExecutorService readers = Executors.newFixedThreadPool(4)) {
            List<Future<?>> done = new ArrayList<>();
            for (int reader = 0; reader < 4; reader++) {
                Random random = new Random(reader);
                done.add(
                        readers.submit(() -> {
                            for (int i = 0; i < 500; i++) {
                                int page = random.nextInt(expected.size());
                                assertThat(Page.read(table, page * 500L, 500, List.of()))
                                        .isEqualTo(expected.get(page));
                            }
                        }));
            }
            for (Future<?> reader : done) {
                reader.get();
            }
        }
    }

    @Test
    void refusesBytesThatAreNotTheOnesNamed() {
        Table table = tables.of("SELECT range AS n FROM range(20)", 10);
        List<ChunkRef> refs = table.manifest().chunksOf(table.schema().require("n"));
        byte[] other = tables.chunks().frames().get(refs.get(1).name());
        tables.chunks().frames().put(refs.get(0).name(), other);
        assertThatThrownBy(() -> table.slice(0, table.schema().columns()))
                .isInstanceOf(DamagedChunkException.class)
                .hasMessageContaining(refs.get(0).name().hex());
    }

    @Test
    void freesWhatItHasReadWhenAChunkIsMissing() {
        Table table = tables.of(SQL, 1_000);
        Column s = table.schema().require("s");
        table.slice(2, List.of(table.schema().require("n"))).close();
        tables.chunks().frames().remove(table.manifest().chunksOf(s).get(2).name());
        assertThatThrownBy(() -> table.slice(2, table.schema().columns()))
                .isInstanceOf(DamagedChunkException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void aReaderThatWritesIsFoundOut(@TempDir Path scratch) {
        TableEngine engine = TableEngine.open(TableSettings.defaults(scratch));
        MemoryChunks chunks = new MemoryChunks();
        try (BigIntVector vector = new BigIntVector("n", engine.allocator())) {
            vector.allocateNew(1);
            vector.set(0, 1);
            vector.setValueCount(1);
            ChunkRef ref = engine.write(vector, chunks);
            Column column = new Column("c0", "n", DType.INT64);
            Manifest manifest =
                    new Manifest(
                            new Schema(List.of(column)),
                            List.of(new Slice(1, new RowIds.Range(0))),
                            Map.of("c0", List.of(ref)),
                            Map.of(),
                            1,
                            1);
            try (VectorSchemaRoot root =
                    new Table(engine, manifest, chunks).slice(0, List.of(column))) {
                ((BigIntVector) root.getVector(0)).set(0, 2);
            }
        }
        assertThatThrownBy(engine::close)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("must not be changed");
    }

    @Test
    void namesAreDigests() {
        byte[] frame = {1, 2, 3};
        assertThat(ChunkName.of(frame)).isEqualTo(ChunkName.of(Arrays.copyOf(frame, 3)));
        assertThat(ChunkName.of(frame).hex()).isEqualTo("039058c6f2c0cb492c533b0a4d14ef77");
    }
}
