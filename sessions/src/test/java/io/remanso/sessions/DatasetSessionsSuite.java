package io.remanso.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.sessions.storage.SessionNotFoundException;
import io.remanso.sessions.storage.UploadNotFoundException;
import io.remanso.sessions.storage.VersionNotFoundException;
import io.remanso.sessions.testing.Values;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.UnknownColumnException;
import io.remanso.tables.operations.OperationJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/**
 * What sessions do, on any storage. A backend is tested by a subclass that opens it, empty, for
 * each test.
 */
public abstract class DatasetSessionsSuite extends WritersSuite {

    @Test
    void aNewSessionHasTheTableAndItsMetadata() {
        SessionMetadata metadata = create("SELECT 1::BIGINT AS id, NULL::DOUBLE AS age");

        assertThat(metadata.filename()).isEqualTo("people.csv");
        assertThat(metadata.currentVersion()).isEqualTo(1);
        assertThat(metadata.rows()).isEqualTo(1);
        assertThat(metadata.dtypes()).isEqualTo(Map.of("id", "int64", "age", "float64"));
        assertThat(metadata.intentionalMissing()).isEmpty();
        assertThat(metadata.expiresAt())
                .isEqualTo(metadata.lastAccessed().plus(Duration.ofHours(1)));
        assertThat(metadata.history()).hasSize(1);
        assertThat(metadata.history().getFirst().actionSummary())
                .isEqualTo("Imported 'people.csv'");
        assertThat(metadata.history().getFirst().rowsBefore()).isZero();
        assertThat(metadata.history().getFirst().rowsAfter()).isEqualTo(1);
        assertThat(metadata.auditLog()).hasSize(1);
        assertThat(metadata.auditLog().getFirst())
                .matches(
                        "\\[\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d] Session created\\. Original file: 'people\\.csv'\\. Initial rows: 1");
    }

    @Test
    void metadataHasTheMembersThatUsersKnow() {
        ObjectNode json = create("SELECT 1::BIGINT AS id").toJson();

        assertThat(json.propertyNames())
                .containsExactly(
                        "session_id",
                        "filename",
                        "created_at",
                        "expires_at",
                        "last_accessed",
                        "current_version",
                        "history",
                        "intentional_missing",
                        "audit_log",
                        "shape",
                        "columns",
                        "dtypes",
                        "attributes",
                        "serialization");
        assertThat(json.get("expires_at").isFloatingPointNumber()).isTrue();
        assertThat(json.get("shape").toString()).isEqualTo("[1,1]");
        assertThat(json.get("history").get(0).propertyNames())
                .containsExactly(
                        "version_id",
                        "parent_id",
                        "timestamp",
                        "action_summary",
                        "operation",
                        "rows_before",
                        "rows_after");
        assertThat(json.get("serialization").propertyNames())
                .containsExactly("method", "codec", "compressed_size_bytes", "compression_ratio");
    }

    @Test
    void aStepMakesAVersionAndAnUndoTakesItBack() {
        String id = create("SELECT * FROM (VALUES (1.0), (NULL), (3.0)) t(age)").sessionId();

        VersionResult filled = sessions.apply(id, fillMean("age"), WriteOptions.NONE);

        assertThat(filled.version()).isEqualTo(2);
        assertThat(filled.cellsChanged()).isEqualTo(1);
        assertThat(filled.columnsChanged()).containsExactly("age");
        assertThat(filled.actionSummary()).isEqualTo("Handle nulls in 'age' using mean");
        assertThat(column(id, "age")).hasSize(3).doesNotContainNull();

        VersionResult undone = sessions.undo(id, WriteOptions.NONE);

        assertThat(undone.version()).isEqualTo(1);
        assertThat(undone.actionSummary()).isEqualTo("Undo: Handle nulls in 'age' using mean");
        assertThat(undone.cellsChanged()).isEqualTo(1);
        assertThat(column(id, "age").get(1)).isNull();

        VersionResult redone = sessions.redo(id, WriteOptions.NONE);

        assertThat(redone.version()).isEqualTo(2);
        assertThat(column(id, "age")).doesNotContainNull();
    }

    @Test
    void undoBringsTypesOrderAndMarksBackExactly() {
        String id =
                create("SELECT range AS n, NULL::VARCHAR AS s, range::VARCHAR AS t FROM range(9)")
                        .sessionId();
        sessions.setIntentionalMissing(id, "s", List.of(2L, 5L), WriteOptions.NONE);
        VersionTable before = sessions.table(id);
        sessions.applyAll(
                id,
                List.of(
                        operation("{'operation':'convert_type','columns':['t'],'to':'int64'}"),
                        operation(
                                "{'operation':'set_cells','cells':[{'row':2,'column':'s','value':'x'}]}"),
                        operation("{'operation':'reorder_columns','columns':['t','s','n']}")),
                WriteOptions.NONE);
        assertThat(sessions.intentionalMissing(id)).isEqualTo(Map.of("s", List.of(5L)));

        sessions.undo(id, WriteOptions.NONE);
        sessions.undo(id, WriteOptions.NONE);
        sessions.undo(id, WriteOptions.NONE);

        VersionTable after = sessions.table(id);
        assertThat(after.table().manifest()).isEqualTo(before.table().manifest());
        assertThat(after.state()).isEqualTo(before.state());
        assertThat(sessions.intentionalMissing(id)).isEqualTo(Map.of("s", List.of(2L, 5L)));
    }

    @Test
    void theLibrarysCallOrderBringsTheTableBack() {
        String id = create("SELECT range AS n FROM range(4)").sessionId();
        sessions.createVersion(id, "before changes", WriteOptions.NONE);
        VersionResult updated =
                sessions.update(
                        id, tables.of("SELECT range * 10 AS n FROM range(4)"), WriteOptions.NONE);
        assertThat(column(id, "n")).containsExactly(0L, 10L, 20L, 30L);
        assertThat(updated.version()).isEqualTo(2);
        assertThat(updated.cellsChanged()).isEqualTo(3);

        sessions.undo(id, WriteOptions.NONE);

        assertThat(column(id, "n")).containsExactly(0L, 1L, 2L, 3L);
        assertThat(sessions.history(id)).hasSize(2);
    }

    @Test
    void anUpdateWithoutAVersionBeforeCanBeUndoneToo() {
        String id = create("SELECT range AS n FROM range(2)").sessionId();
        sessions.update(id, tables.of("SELECT 7::BIGINT AS n"), WriteOptions.NONE);
        sessions.update(id, tables.of("SELECT 8::BIGINT AS n"), WriteOptions.NONE);

        sessions.undo(id, WriteOptions.NONE);
        assertThat(column(id, "n")).containsExactly(7L);
        sessions.undo(id, WriteOptions.NONE);
        assertThat(column(id, "n")).containsExactly(0L, 1L);
    }

    @Test
    void severalUpdatesOfAnOpenVersionAreUndoneTogether() {
        String id = create("SELECT range AS n FROM range(2)").sessionId();
        sessions.createVersion(id, "two steps by hand", WriteOptions.NONE);
        sessions.update(id, tables.of("SELECT 7::BIGINT AS n"), WriteOptions.NONE);
        sessions.update(id, tables.of("SELECT 8::BIGINT AS n"), WriteOptions.NONE);
        assertThat(column(id, "n")).containsExactly(8L);

        sessions.undo(id, WriteOptions.NONE);

        assertThat(column(id, "n")).containsExactly(0L, 1L);
    }

    @Test
    void replacedRowsAreNewRows() {
        String id = create("SELECT range AS n, NULL::VARCHAR AS s FROM range(3)").sessionId();
        sessions.setIntentionalMissing(id, "s", List.of(0L), WriteOptions.NONE);
        Table other = tables.of("SELECT NULL::VARCHAR AS s, range AS m FROM range(2)");

        sessions.replace(
                id,
                "Replaced the table",
                sink -> {
                    WholeTable.copy(other, Set.of(), sink);
                    return other.manifest();
                },
                WriteOptions.NONE);

        VersionTable table = sessions.table(id);
        assertThat(table.table().schema().names()).containsExactly("s", "m");
        assertThat(table.table().schema().require("s").id()).isEqualTo("c1");
        assertThat(table.table().schema().require("m").id()).isEqualTo("c2");
        assertThat(table.table().manifest().nextRowId()).isEqualTo(5);
        assertThat(sessions.intentionalMissing(id)).isEmpty();
        sessions.undo(id, WriteOptions.NONE);
        assertThat(sessions.intentionalMissing(id)).isEqualTo(Map.of("s", List.of(0L)));
    }

    @Test
    void keepsAtMostMaxVersionsEarlierStates() {
        String id = create("SELECT range AS n FROM range(3)").sessionId();
        for (int i = 0; i < 5; i++) {
            sessions.apply(id, set(0, "n", i + 100), WriteOptions.NONE);
        }
        assertThat(versions(id)).containsExactly(1, 2, 3, 4, 5, 6);

        sessions.apply(id, set(0, "n", 200), WriteOptions.NONE);

        assertThat(versions(id)).containsExactly(2, 3, 4, 5, 6, 7);
        assertThatThrownBy(() -> sessions.table(id, 1))
                .isInstanceOf(VersionNotFoundException.class);
        for (int i = 0; i < 5; i++) {
            sessions.undo(id, WriteOptions.NONE);
        }
        assertThat(column(id, "n").getFirst()).isEqualTo(100L);
        assertThatThrownBy(() -> sessions.undo(id, WriteOptions.NONE))
                .isInstanceOf(NothingToUndoException.class);
        assertThat(sessions.lineage(id).stream().map(HistoryEntry::versionId).toList())
                .containsExactly(1, 2);
    }

    @Test
    void statesThatWereUndoneAreDroppedBeforeThoseThatAnUndoLeadsTo() {
        String id = create("SELECT range AS n FROM range(3)").sessionId();
        sessions.apply(id, set(0, "n", 100), WriteOptions.NONE);
        for (int i = 0; i < 7; i++) {
            sessions.apply(id, set(0, "n", i + 200), WriteOptions.NONE);
            sessions.undo(id, WriteOptions.NONE);
        }
        sessions.apply(id, set(0, "n", 300), WriteOptions.NONE);

        assertThat(versions(id)).containsExactly(1, 2, 7, 8, 9, 10);
        sessions.undo(id, WriteOptions.NONE);
        assertThat(column(id, "n").getFirst()).isEqualTo(100L);
        sessions.undo(id, WriteOptions.NONE);
        assertThat(column(id, "n").getFirst()).isEqualTo(0L);
    }

    @Test
    void keepingNoEarlierStatesLeavesTheCurrentOne() {
        sessions = sessions(SessionSettings.defaults().withMaxVersions(0));
        String id = create("SELECT range AS n FROM range(3)").sessionId();

        sessions.apply(id, set(0, "n", 7), WriteOptions.NONE);

        assertThat(versions(id)).containsExactly(2);
        assertThat(column(id, "n")).containsExactly(7L, 1L, 2L);
        assertThatThrownBy(() -> sessions.undo(id, WriteOptions.NONE))
                .isInstanceOf(NothingToUndoException.class);
    }

    @Test
    void aStepAfterAnUndoLeavesTheOldBranchInReachOfRestore() {
        String id = create("SELECT range AS n FROM range(3)").sessionId();
        sessions.apply(id, set(0, "n", 100), WriteOptions.NONE);
        sessions.undo(id, WriteOptions.NONE);
        VersionResult third = sessions.apply(id, set(0, "n", 200), WriteOptions.NONE);

        assertThat(third.version()).isEqualTo(3);
        assertThatThrownBy(() -> sessions.redo(id, WriteOptions.NONE))
                .isInstanceOf(NothingToRedoException.class);
        assertThat(sessions.history(id).get(2).parentId()).isEqualTo(1);

        VersionResult restored = sessions.restore(id, 2, WriteOptions.NONE);

        assertThat(restored.version()).isEqualTo(2);
        assertThat(restored.columnsChanged()).containsExactly("n");
        assertThat(column(id, "n").getFirst()).isEqualTo(100L);
        sessions.undo(id, WriteOptions.NONE);
        assertThat(column(id, "n").getFirst()).isEqualTo(0L);
    }

    @Test
    void undoAndRedoWalkTheWholeWay() {
        String id = create("SELECT range AS n FROM range(1)").sessionId();
        for (int i = 1; i <= 4; i++) {
            sessions.apply(id, set(0, "n", i), WriteOptions.NONE);
        }
        for (long i = 3; i >= 0; i--) {
            sessions.undo(id, WriteOptions.NONE);
            assertThat(column(id, "n")).containsExactly(i);
        }
        for (long i = 1; i <= 4; i++) {
            sessions.redo(id, WriteOptions.NONE);
            assertThat(column(id, "n")).containsExactly(i);
        }
        assertThatThrownBy(() -> sessions.redo(id, WriteOptions.NONE))
                .isInstanceOf(NothingToRedoException.class);
    }

    @Test
    void marksFollowTheirRow() {
        String id = create("SELECT range AS n, NULL::VARCHAR AS s FROM range(100000)").sessionId();
        assertThat(
                        sessions.setIntentionalMissing(
                                id, "s", List.of(99_999L, 7L, 65_536L, 7L), WriteOptions.NONE))
                .isEqualTo(Map.of("s", List.of(7L, 65_536L, 99_999L)));
        assertThat(sessions.metadata(id).currentVersion()).isEqualTo(1);
        assertThat(sessions.audit(id).entries().getLast())
                .endsWith("Mark 3 cells of 's' as missing on purpose");

        sessions.setIntentionalMissing(
                id, Map.of("s", List.of(1L)), WriteOptions.NONE.withIfVersion(1));
        assertThat(sessions.intentionalMissing(id)).isEqualTo(Map.of("s", List.of(1L)));
        sessions.setIntentionalMissing(id, "s", List.of(), WriteOptions.NONE);
        assertThat(sessions.intentionalMissing(id)).isEmpty();
    }

    @Test
    void onlyEmptyCellsOfRealRowsCanBeMarked() {
        String id = create("SELECT range AS n FROM range(3)").sessionId();

        assertThatThrownBy(() ->
                        sessions.setIntentionalMissing(id, "n", List.of(1L), WriteOptions.NONE))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage(
                        "Only an empty cell can be missing on purpose; row 1 of column 'n' holds '1'. Clear the cell first or leave the row out.");
        assertThatThrownBy(() ->
                        sessions.setIntentionalMissing(id, "n", List.of(3L), WriteOptions.NONE))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage("A row is a position from 0 to 2; got 3 for column 'n'");
        assertThatThrownBy(() ->
                        sessions.setIntentionalMissing(id, "m", List.of(0L), WriteOptions.NONE))
                .isInstanceOf(UnknownColumnException.class);
        assertThat(sessions.audit(id).entries()).hasSize(1);
    }

    @Test
    void aRecipeIsAppliedWhollyOrNotAtAll() {
        String id = create("SELECT range AS a, NULL::BIGINT AS b FROM range(3)").sessionId();

        assertThatThrownBy(() ->
                        sessions.applyAll(
                                id,
                                List.of(set(0, "a", 7), set(0, "no such", 8)),
                                WriteOptions.NONE))
                .isInstanceOf(UnknownColumnException.class);
        assertThat(versions(id)).containsExactly(1);

        List<VersionResult> results =
                sessions.applyAll(id, List.of(set(0, "b", 7), fillMean("b")), WriteOptions.NONE);

        assertThat(results.stream().map(VersionResult::version).toList()).containsExactly(2, 3);
        assertThat(column(id, "b")).containsExactly(7L, 7L, 7L);
        List<HistoryEntry> lineage = sessions.lineage(id);
        assertThat(lineage.get(2).operation()).isEqualTo(OperationJson.write(fillMean("b")));
    }

    @Test
    void aDryRunChangesNothing() {
        String id = create("SELECT range AS a FROM range(3)").sessionId();

        List<VersionResult> results = sessions.dryRun(id, List.of(set(0, "a", 7), set(0, "a", 8)));

        assertThat(results.stream().map(VersionResult::version).toList()).containsExactly(2, 3);
        assertThat(versions(id)).containsExactly(1);
        assertThat(column(id, "a")).containsExactly(0L, 1L, 2L);
        assertThat(sessions.audit(id).entries()).hasSize(1);
    }

    @Test
    void metadataCanBeChangedByItsOwner() {
        String id = create("SELECT 1 AS a").sessionId();
        sessions.updateMetadata(
                id,
                new MetadataPatch("new.csv", object("{\"owner\":\"ana\",\"tags\":[1]}")),
                WriteOptions.NONE);

        SessionMetadata patched =
                sessions.updateMetadata(
                        id,
                        new MetadataPatch(null, object("{\"owner\":null,\"x\":2}")),
                        WriteOptions.NONE);

        assertThat(patched.filename()).isEqualTo("new.csv");
        assertThat(patched.attributes()).isEqualTo(object("{\"tags\":[1],\"x\":2}"));
        assertThat(patched.currentVersion()).isEqualTo(1);
    }

    @Test
    void aNumberInAttributesIsNotTooLongToBeWrittenOut() {
        String id = create("SELECT 1 AS a").sessionId();
        sessions.updateMetadata(id, in(new BigDecimal("1E399")), WriteOptions.NONE);
        SessionMetadata before = sessions.metadata(id);

        for (String tooLong : List.of("1E400", "1E-401", "1E999999999")) {
            MetadataPatch patch = in(new BigDecimal(tooLong));
            assertThatThrownBy(() -> sessions.updateMetadata(id, patch, WriteOptions.NONE))
                    .isInstanceOf(InvalidParameterException.class)
                    .hasMessageContaining("'in'");
        }
        ObjectNode infinite = object("{}").put("in", Double.POSITIVE_INFINITY);
        assertThatThrownBy(() ->
                        sessions.updateMetadata(
                                id, new MetadataPatch(null, infinite), WriteOptions.NONE))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("'in'");

        assertThat(sessions.metadata(id).attributes()).isEqualTo(before.attributes());
    }

    private static MetadataPatch in(BigDecimal number) {
        ObjectNode attributes = object("{}");
        attributes.putArray("in").add(number);
        return new MetadataPatch(null, attributes);
    }

    @Test
    void theAuditLogTellsEveryStep() {
        String id = create("SELECT range AS a FROM range(3)").sessionId();
        sessions.apply(id, set(0, "a", 7), WriteOptions.NONE);
        sessions.undo(id, WriteOptions.NONE);
        sessions.redo(id, WriteOptions.NONE);
        sessions.restore(id, 1, WriteOptions.NONE);
        sessions.addAudit(id, "checked\nby hand", WriteOptions.NONE);

        AuditLog log = sessions.audit(id);

        assertThat(log.initialRowCount()).isEqualTo(3);
        assertThat(log.entries()).hasSize(6);
        assertThat(log.entries().stream().map(line -> line.substring(22)).skip(1).toList())
                .containsExactly(
                        "Set 'a' in row 0 to 7",
                        "Undo: Set 'a' in row 0 to 7",
                        "Redo: Set 'a' in row 0 to 7",
                        "Restore version 1",
                        "checked by hand");
        assertThatThrownBy(() -> sessions.addAudit(id, " ", WriteOptions.NONE))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void aSessionIsGoneWhenItsTimeIsOver() {
        String id =
                sessions.create(
                                new NewSession(null, "a.csv", Duration.ofSeconds(2)),
                                tables.of("SELECT 1 AS a"))
                        .sessionId();
        under.pass(Duration.ofMillis(1200));
        sessions.table(id);
        under.pass(Duration.ofMillis(1200));
        assertThat(sessions.exists(id)).isTrue();
        sessions.touch(id, Duration.ofSeconds(1));
        under.pass(Duration.ofMillis(1100));

        assertThat(sessions.exists(id)).isFalse();
        assertThatThrownBy(() -> sessions.table(id)).isInstanceOf(SessionNotFoundException.class);
        assertThatThrownBy(() -> sessions.metadata(id))
                .isInstanceOf(SessionNotFoundException.class);
        assertThatThrownBy(() -> sessions.undo(id, WriteOptions.NONE))
                .isInstanceOf(SessionNotFoundException.class);
        assertThat(sessions.activeSessions()).isZero();
    }

    @Test
    void aDeletedSessionIsGone() {
        String id = create("SELECT 1 AS a").sessionId();
        assertThat(sessions.activeSessions()).isEqualTo(1);

        sessions.delete(id, WriteOptions.NONE);

        assertThat(sessions.exists(id)).isFalse();
        assertThatThrownBy(() -> sessions.delete(id, WriteOptions.NONE))
                .isInstanceOf(SessionNotFoundException.class);
    }

    @Test
    void oddIdsAreSimplyNotFound() {
        for (String id : List.of("../x", "*", "", "a/b", "a b", "a".repeat(65), "-", "_", "é")) {
            assertThat(sessions.exists(id)).isFalse();
            assertThatThrownBy(() -> sessions.table(id))
                    .isInstanceOf(SessionNotFoundException.class);
            assertThatThrownBy(() -> sessions.upload(id))
                    .isInstanceOf(UploadNotFoundException.class);
        }
    }

    @Test
    void aCallerMayChooseTheIdOnce() {
        NewSession mine = new NewSession("My-Session_1", "a.csv", null);
        assertThat(sessions.create(mine, tables.of("SELECT 1 AS a")).sessionId())
                .isEqualTo("My-Session_1");

        assertThatThrownBy(() -> sessions.create(mine, tables.of("SELECT 2 AS a")))
                .isInstanceOf(SessionExistsException.class);
        assertThat(sessions.exists("my-session_1")).isFalse();
    }

    @Test
    void aBrokenImportLeavesNothing() {
        assertThatThrownBy(() ->
                        sessions.create(
                                new NewSession("broken", "a.csv", null),
                                sink -> {
                                    WholeTable.copy(tables.of("SELECT 1 AS a"), Set.of(), sink);
                                    throw new InvalidParameterException("half-way");
                                }))
                .hasMessage("half-way");
        assertThat(sessions.exists("broken")).isFalse();
        assertThat(sessions.activeSessions()).isZero();
    }

    @Test
    void anUploadedFileComesBackAsItCame() throws IOException {
        byte[] bytes = new byte[2_500_000];
        new Random(7).nextBytes(bytes);

        Upload upload =
                sessions.createUpload(
                        "big.bin", new ByteArrayInputStream(bytes), object("{\"a\":1}"), null);

        assertThat(sessions.upload(upload.tempId()).size()).isEqualTo(bytes.length);
        assertThat(sessions.upload(upload.tempId()).attributes()).isEqualTo(object("{\"a\":1}"));
        try (InputStream in = sessions.openUpload(upload.tempId())) {
            assertThat(Arrays.equals(in.readAllBytes(), bytes)).isTrue();
        }
        sessions.deleteUpload(upload.tempId());
        assertThatThrownBy(() -> sessions.openUpload(upload.tempId()))
                .isInstanceOf(UploadNotFoundException.class);
    }

    @Test
    void namedTablesAreKeptForAWhile() {
        Upload upload =
                sessions.createUpload(
                        "book.xlsx",
                        Map.of(
                                "one",
                                tables.of("SELECT 1 AS a"),
                                "two",
                                tables.of("SELECT 2 AS b")),
                        Duration.ofSeconds(1));

        assertThat(sessions.upload(upload.tempId()).sheets())
                .containsExactlyInAnyOrder("one", "two");
        assertThat(Values.of(sessions.sheet(upload.tempId(), "two"), "b")).containsExactly(2L);
        assertThatThrownBy(() -> sessions.sheet(upload.tempId(), "three"))
                .isInstanceOf(InvalidParameterException.class);
        under.pass(Duration.ofMillis(1100));
        assertThatThrownBy(() -> sessions.upload(upload.tempId()))
                .isInstanceOf(UploadNotFoundException.class);
    }
}
