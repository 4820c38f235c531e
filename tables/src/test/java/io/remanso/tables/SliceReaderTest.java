package io.remanso.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.testing.Tables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SliceReaderTest {

    /** Nothing stays decoded, so every read goes to the source. */
    @RegisterExtension final Tables tables = new Tables(settings -> settings.withCacheBytes(0));

    @RegisterExtension final Tables keeping = new Tables();

    private static final String SMALL = "SELECT r AS a, 'text ' || r AS b FROM range(1000) AS t(r)";

    /** Slices of 4 MB that no codec makes smaller. */
    private static final String LARGE =
            "SELECT %s FROM range(196608) AS t(r)"
                    .formatted(
                            IntStream.range(0, 9)
                                    .mapToObj(
                                            "(hash(r * 64 + %1$d) >> 1)::BIGINT AS c%1$d"
                                                    ::formatted)
                                    .collect(Collectors.joining(", ")));

    private static List<String> read(Table table) {
        List<String> slices = new ArrayList<>();
        SliceReader reader = table.read(table.schema().columns());
        while (reader.hasNext()) {
            try (VectorSchemaRoot slice = reader.next()) {
                slices.add(slice.contentToTSVString());
            }
        }
        return slices;
    }

    @Test
    void brings_all_slices_in_their_order() {
        Table table = tables.of(SMALL, 300);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            try (VectorSchemaRoot slice = table.slice(i, table.schema().columns())) {
                expected.add(slice.contentToTSVString());
            }
        }
        assertThat(read(table)).isEqualTo(expected);
    }

    @Test
    void asks_once_for_many_small_slices() {
        Table table = tables.of(SMALL, 10);
        tables.chunks().forget();
        assertThat(read(table)).hasSize(100);
        assertThat(tables.chunks().reads()).hasSize(1);
    }

    @Test
    void holds_no_more_than_two_parts_of_a_large_table() {
        Table table = tables.of(LARGE);
        tables.chunks().forget();
        SliceReader reader = table.read(table.schema().columns());
        reader.next().close();
        assertThat(tables.chunks().reads()).hasSizeBetween(1, 2);
        reader.next().close();
        reader.next().close();
        assertThat(reader.hasNext()).isFalse();
        List<Set<ChunkName>> reads = tables.chunks().reads();
        assertThat(reads).hasSize(3);
        Set<ChunkName> all = new HashSet<>();
        reads.forEach(all::addAll);
        assertThat(all).isEqualTo(table.manifest().chunkNames());
        assertThat(reads.stream().mapToInt(Set::size).sum()).isEqualTo(all.size());
    }

    @Test
    void asks_for_nothing_that_is_kept() {
        Table table = keeping.of(SMALL, 300);
        List<String> first = read(table);
        keeping.chunks().forget();
        assertThat(read(table)).isEqualTo(first);
        assertThat(keeping.chunks().reads()).isEmpty();
    }

    @Test
    void passes_on_what_the_source_throws() {
        Table table = tables.of(SMALL, 300);
        DamagedChunkException thrown = new DamagedChunkException("no such chunk");
        Table broken =
                new Table(
                        tables.engine(),
                        table.manifest(),
                        names -> {
                            throw thrown;
                        });
        SliceReader reader = broken.read(table.schema().columns());
        assertThatThrownBy(reader::next).isSameAs(thrown);
    }

    @Test
    void tells_a_chunk_that_is_missing() {
        Table table = tables.of(SMALL, 300);
        ChunkName lost = table.manifest().chunkNames().iterator().next();
        tables.chunks().frames().remove(lost);
        assertThatThrownBy(() -> read(table))
                .isInstanceOf(DamagedChunkException.class)
                .hasMessageContaining(lost.hex());
    }

    @Test
    void ends_after_the_last_slice() {
        SliceReader reader = tables.of(SMALL).read(List.of());
        reader.next().close();
        assertThat(reader.hasNext()).isFalse();
        assertThatThrownBy(reader::next).isInstanceOf(NoSuchElementException.class);
    }
}
