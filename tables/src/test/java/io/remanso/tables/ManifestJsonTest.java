package io.remanso.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestJsonTest {

    private static final ChunkRef A = ref(1, 2);
    private static final ChunkRef B = ref(2, 0);
    private static final ChunkRef IDS = ref(3, 0);
    private static final ChunkRef MARKS = ref(4, 0);

    private static final Manifest MANIFEST =
            new Manifest(
                    new Schema(
                            List.of(
                                    new Column("c7", "größe \"🦜\"\n", DType.decimal(38, 3)),
                                    new Column("c0", "n", DType.UINT64))),
                    List.of(
                            new Slice(65_536, new RowIds.Range(1L << 40)),
                            new Slice(3, new RowIds.Listed(IDS))),
                    Map.of("c0", List.of(A, B), "c7", List.of(B, A)),
                    Map.of("c0", MARKS),
                    Long.MAX_VALUE,
                    8);

    @Test
    void saysAllOfAManifest() {
        assertThat(ManifestJson.read(ManifestJson.write(MANIFEST))).isEqualTo(MANIFEST);
        assertThat(ManifestJson.read(ManifestJson.write(Manifest.empty())))
                .isEqualTo(Manifest.empty());
    }

    @Test
    void isWrittenAsDocumented() {
        Manifest small =
                new Manifest(
                        new Schema(List.of(new Column("c0", "age", DType.INT64))),
                        List.of(
                                new Slice(5, new RowIds.Range(0)),
                                new Slice(3, new RowIds.Listed(IDS))),
                        Map.of("c0", List.of(A, B)),
                        Map.of("c0", MARKS),
                        8,
                        1);
        assertThat(new String(ManifestJson.write(small), StandardCharsets.UTF_8))
                .isEqualTo(
                        ("{'format':1,'columns':[{'id':'c0','name':'age','dtype':'int64','chunks':["
                                        + "['00000000000000000000000000000001',2,100,50],"
                                        + "['00000000000000000000000000000002',0,100,50]],"
                                        + "'marks':['00000000000000000000000000000004',0,100,50]}],"
                                        + "'slices':[{'rows':5,'first_row_id':0},"
                                        + "{'rows':3,'row_ids':['00000000000000000000000000000003',0,100,50]}],"
                                        + "'next_row_id':8,'next_column_id':1}")
                                .replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"format\":1|\"format\":2",
                "\"format\":1|\"format\":\"1\"",
                "\"format\":1|\"format\":1.5",
                "\"format\":1|\"format\":1,\"format\":1",
                "\"format\":1|\"format\":1,\"more\":1",
                "\"format\":1|\"formal\":1",
                "\"rows\":3|\"rows\":0",
                "\"rows\":3|\"rows\":-3",
                "\"rows\":3|\"rows\":3.5",
                "\"rows\":3|\"rows\":65537",
                "\"rows\":3|\"rows\":99999999999999999999",
                "\"rows\":3|\"rows\":\"3\"",
                "\"rows\":3|\"rows\":1",
                "\"rows\":3|\"rows\":3,\"first_row_id\":0",
                "\"rows\":3|\"rows\":3,\"more\":0",
                "\"first_row_id\":1099511627776|\"first_row_id\":-1",
                "\"first_row_id\":1099511627776|\"more\":1",
                "\"id\":\"c0\"|\"id\":\"c7\"",
                "\"id\":\"c0\"|\"id\":null",
                "\"id\":\"c0\"|\"id\":\"c0\",\"more\":0",
                "\"name\":\"n\"|\"name\":\"\"",
                "\"name\":\"n\"|\"name\":7",
                "\"uint64\"|\"uint65\"",
                "\"uint64\"|\"decimal(99,1)\"",
                "\"next_column_id\":8|\"next_column_id\":-8",
                "\"next_row_id\":9223372036854775807|\"next_row_id\":9223372036854775808",
                "\"marks\":[|\"marks\":[1,",
                "00000000000000000000000000000004|0000000000000000000000000000000G",
                "00000000000000000000000000000004|../../etc/passwd",
                "\"slices\":[|\"slices\":[7,",
                "\"columns\":[|\"columns\":[null,",
                "2,100,50|2,100",
                "2,100,50|2,100,-50",
                "2,100,50|2,100,50,1",
                "2,100,50|-2,100,50",
                "2,100,50|2,true,50"
            })
    void refusesWhatIsNoManifest(String right, String wrong) {
        String json = new String(ManifestJson.write(MANIFEST), StandardCharsets.UTF_8);
        assertThat(json).contains(right);
        assertDamaged(json.replace(right, wrong));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "[]", "null", "7", "{\"format\":1}", "\u0000", "{\"format\":"})
    void refusesWhatIsNoManifestAtAll(String json) {
        assertDamaged(json);
    }

    @Test
    void refusesWhatGoesOnBehindItsEnd() {
        assertDamaged(new String(ManifestJson.write(MANIFEST), StandardCharsets.UTF_8) + "{}");
    }

    @Test
    void saysThatANewerFormatIsNewer() {
        assertThatThrownBy(
                        () -> ManifestJson.read("{\"format\":2}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(DamagedChunkException.class)
                .hasMessage(
                        "A manifest must have format 1, got 2; it was written by a newer Remanso");
    }

    @Test
    void refusesDeepNesting() {
        assertDamaged("{\"format\":1,\"columns\":" + "[".repeat(100_000));
    }

    @Test
    void anyDamageIsEitherRefusedOrAnotherManifest() {
        byte[] json = ManifestJson.write(MANIFEST);
        Random random = new Random(3);
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = json.clone();
            for (int hit = 0; hit <= i % 3; hit++) {
                damaged[random.nextInt(json.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(ManifestJson.read(damaged).schema().size()).isEqualTo(2);
            } catch (DamagedChunkException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(2_500);
    }

    @Test
    void aColumnNameIsWellFormedUnicode() {
        assertThatThrownBy(() -> new Schema(List.of(new Column("c0", "a\ud800b", DType.BOOL))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage(
                        "A column name is well-formed Unicode, got half a surrogate pair in 'a?b'");
    }

    private static void assertDamaged(String json) {
        assertThatThrownBy(() -> ManifestJson.read(json.getBytes(StandardCharsets.UTF_8)))
                .as(json)
                .isInstanceOf(DamagedChunkException.class);
    }

    private static ChunkRef ref(int number, int nulls) {
        return new ChunkRef(new ChunkName("%032x".formatted(number)), nulls, 100, 50);
    }
}
