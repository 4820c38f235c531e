package io.remanso.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.Table;
import io.remanso.tables.operations.Operation;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * Writers that meet in one session, on any storage: what lands, what is refused, and what is
 * answered a second time.
 */
abstract class WritersSuite extends SessionsUnderTest {

    @Test
    void writersOfOtherColumnsBothLand() {
        String id = create("SELECT range AS a, range AS b FROM range(3)").sessionId();
        Operation slow = new Interrupted(set(0, "a", 7), () -> write(id, set(0, "b", 8)));

        VersionResult result = sessions.apply(id, slow, WriteOptions.NONE);

        assertThat(result.version()).isEqualTo(3);
        assertThat(column(id, "a").getFirst()).isEqualTo(7L);
        assertThat(column(id, "b").getFirst()).isEqualTo(8L);
        sessions.undo(id, WriteOptions.NONE);
        assertThat(column(id, "a").getFirst()).isEqualTo(0L);
        assertThat(column(id, "b").getFirst()).isEqualTo(8L);
    }

    @Test
    void ofTwoWritersOfOneColumnTheLaterIsRefused() {
        String id = create("SELECT range AS a, range AS b FROM range(3)").sessionId();
        Operation slow = new Interrupted(set(0, "a", 7), () -> write(id, set(1, "a", 8)));

        assertThatThrownBy(() -> sessions.apply(id, slow, WriteOptions.NONE))
                .isInstanceOfSatisfying(
                        VersionConflictException.class,
                        e -> {
                            assertThat(e.isPrecondition()).isFalse();
                            assertThat(e.current()).isEqualTo(2);
                            assertThat(e.code()).isEqualTo("version_conflict");
                        });
        assertThat(column(id, "a")).containsExactly(0L, 8L, 2L);
        assertThat(versions(id)).containsExactly(1, 2);
    }

    @Test
    void aWriterThatAddsRenamesOrDropsColumnsLandsBesideOneOfOtherColumns() {
        String id =
                create("SELECT range AS a, range AS b, range AS c, range AS d FROM range(3)")
                        .sessionId();
        Operation add = operation("{'operation':'add_column','name':'x','expression':'a + 1'}");
        Operation add2 = operation("{'operation':'add_column','name':'y','expression':'b + 2'}");
        Operation rename = operation("{'operation':'rename_columns','mapping':{'c':'z'}}");
        Operation drop = operation("{'operation':'drop_columns','columns':['d']}");

        sessions.apply(
                id, new Interrupted(add, () -> write(id, set(0, "b", 8))), WriteOptions.NONE);
        sessions.apply(id, new Interrupted(add2, () -> write(id, rename)), WriteOptions.NONE);
        sessions.applyAll(
                id,
                List.of(
                        new Interrupted(drop, () -> write(id, set(1, "a", 9))),
                        operation("{'operation':'add_column','name':'w','expression':'y'}"),
                        operation(
                                "{'operation':'set_cells','cells':[{'row':2,'column':'w','value':0}]}")),
                WriteOptions.NONE);

        Table table = sessions.table(id).table();
        assertThat(table.schema().names()).containsExactly("a", "b", "z", "x", "y", "w");
        assertThat(column(id, "a")).containsExactly(0L, 9L, 2L);
        assertThat(column(id, "b")).containsExactly(8L, 1L, 2L);
        assertThat(column(id, "x")).containsExactly(1L, 2L, 3L);
        assertThat(column(id, "y")).containsExactly(10L, 3L, 4L);
        assertThat(column(id, "w")).containsExactly(10L, 3L, 0L);
    }

    @Test
    void twoWritersThatAddColumnsBothLandUnlessTheyHaveTheSameName() {
        String id = create("SELECT range AS a, range AS b FROM range(3)").sessionId();
        Operation x = operation("{'operation':'add_column','name':'x','expression':'a + 1'}");
        Operation y = operation("{'operation':'add_column','name':'y','expression':'b + 2'}");

        sessions.apply(id, new Interrupted(x, () -> write(id, y)), WriteOptions.NONE);

        assertThat(sessions.table(id).table().schema().names()).containsExactly("a", "b", "y", "x");
        assertThat(column(id, "x")).containsExactly(1L, 2L, 3L);
        assertThat(column(id, "y")).containsExactly(2L, 3L, 4L);
        sessions.restore(id, 1, WriteOptions.NONE);
        Operation same = new Interrupted(x, () -> write(id, x));
        assertThatThrownBy(() -> sessions.apply(id, same, WriteOptions.NONE))
                .isInstanceOf(VersionConflictException.class);
        Operation reordered =
                new Interrupted(
                        operation("{'operation':'reorder_columns','columns':['x','b','a']}"),
                        () -> write(id, y));
        assertThatThrownBy(() -> sessions.apply(id, reordered, WriteOptions.NONE))
                .isInstanceOf(VersionConflictException.class);
    }

    @Test
    void aColumnThatIsReadAndDroppedMeanwhileIsAConflict() {
        String id = create("SELECT range AS a, range AS b FROM range(3)").sessionId();
        Operation drop = operation("{'operation':'drop_columns','columns':['a']}");
        Operation add = operation("{'operation':'add_column','name':'x','expression':'a + 1'}");

        for (Operation slow :
                List.of(
                        new Interrupted(add, () -> write(id, drop)),
                        new Interrupted(drop, () -> write(id, set(0, "a", 7))))) {
            assertThatThrownBy(() -> sessions.apply(id, slow, WriteOptions.NONE))
                    .isInstanceOf(VersionConflictException.class);
            sessions.restore(id, 1, WriteOptions.NONE);
        }
    }

    @Test
    void aRenameOfTheWrittenColumnIsAConflict() {
        String id = create("SELECT range AS a FROM range(3)").sessionId();
        Operation slow =
                new Interrupted(
                        set(0, "a", 7),
                        () ->
                                write(
                                        id,
                                        operation(
                                                "{'operation':'rename_columns','mapping':{'a':'b'}}")));

        assertThatThrownBy(() -> sessions.apply(id, slow, WriteOptions.NONE))
                .isInstanceOf(VersionConflictException.class);
    }

    @Test
    void newMarksInTheWrittenColumnAreAConflict() {
        String id = create("SELECT range AS a, NULL::BIGINT AS b FROM range(3)").sessionId();
        Operation slow =
                new Interrupted(
                        set(0, "b", 7),
                        () ->
                                sessions.setIntentionalMissing(
                                        id, "b", List.of(0L), WriteOptions.NONE));

        assertThatThrownBy(() -> sessions.apply(id, slow, WriteOptions.NONE))
                .isInstanceOf(VersionConflictException.class);
        sessions.apply(
                id,
                new Interrupted(
                        set(0, "a", 7),
                        () ->
                                sessions.setIntentionalMissing(
                                        id, "b", List.of(1L), WriteOptions.NONE)),
                WriteOptions.NONE);
        assertThat(sessions.intentionalMissing(id)).isEqualTo(Map.of("b", List.of(1L)));
    }

    @Test
    void aStaleConditionIsRefused() {
        String id = create("SELECT range AS a, range AS b FROM range(3)").sessionId();
        sessions.apply(id, set(0, "a", 7), WriteOptions.NONE.withIfVersion(1));

        assertThatThrownBy(() ->
                        sessions.apply(id, set(0, "b", 8), WriteOptions.NONE.withIfVersion(1)))
                .isInstanceOfSatisfying(
                        VersionConflictException.class,
                        e -> assertThat(e.isPrecondition()).isTrue());
        Operation slow = new Interrupted(set(0, "a", 9), () -> write(id, set(0, "b", 8)));
        assertThatThrownBy(() -> sessions.apply(id, slow, WriteOptions.NONE.withIfVersion(2)))
                .isInstanceOfSatisfying(
                        VersionConflictException.class,
                        e -> assertThat(e.isPrecondition()).isTrue());
        assertThat(versions(id)).containsExactly(1, 2, 3);
    }

    @Test
    void aCommitIdAppliesOnceAndIsAnsweredAgain() {
        String id = create("SELECT range AS a FROM range(3)").sessionId();
        WriteOptions once = WriteOptions.NONE.withCommitId("my-commit");

        VersionResult first = sessions.apply(id, set(0, "a", 7), once);
        VersionResult other = sessions.apply(id, set(1, "a", 8), WriteOptions.NONE);
        VersionResult again = sessions.apply(id, set(0, "a", 7), once);

        assertThat(again.toJson()).hasToString(first.toJson().toString());
        assertThat(other.version()).isEqualTo(3);
        assertThat(versions(id)).containsExactly(1, 2, 3);
        WriteOptions undo = WriteOptions.NONE.withCommitId("my-undo");
        VersionResult undone = sessions.undo(id, undo);
        assertThat(sessions.undo(id, undo)).isEqualTo(undone);
        assertThat(sessions.table(id).version()).isEqualTo(2);
    }

    @Test
    void everyWriteMayNameTheVersionThatItIsFor() {
        String id = create("SELECT 1 AS a").sessionId();
        sessions.apply(id, set(0, "a", 7), WriteOptions.NONE);
        WriteOptions stale = WriteOptions.NONE.withIfVersion(1);
        WriteOptions current = WriteOptions.NONE.withIfVersion(2);
        MetadataPatch patch = new MetadataPatch("b.csv", null);
        SessionMetadata before = sessions.metadata(id);

        for (ThrowingCallable write :
                List.<ThrowingCallable>of(
                        () -> sessions.updateMetadata(id, patch, stale),
                        () -> sessions.addAudit(id, "line", stale),
                        () -> sessions.delete(id, stale))) {
            assertThatThrownBy(write).isInstanceOf(VersionConflictException.class);
        }
        assertThat(sessions.metadata(id).filename()).isEqualTo(before.filename());
        assertThat(sessions.audit(id).entries()).isEqualTo(before.auditLog());

        sessions.updateMetadata(id, patch, current);
        sessions.addAudit(id, "line", current.withCommitId("once"));
        sessions.addAudit(id, "line", current.withCommitId("once"));
        assertThat(sessions.metadata(id).filename()).isEqualTo("b.csv");
        assertThat(sessions.audit(id).entries()).hasSize(before.auditLog().size() + 1);
        assertThat(sessions.table(id).version()).isEqualTo(2);
        sessions.delete(id, current);
        assertThat(sessions.exists(id)).isFalse();
    }
}
