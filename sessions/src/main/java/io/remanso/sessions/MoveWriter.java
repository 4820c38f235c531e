package io.remanso.sessions;

import io.remanso.sessions.storage.Commit;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.Version;
import io.remanso.sessions.storage.VersionNotFoundException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Moves the head among kept versions: one read of the record and one commit, whatever the size of
 * the table. Thread-safe.
 */
final class MoveWriter {

    private final Context context;

    MoveWriter(Context context) {
        this.context = context;
    }

    /** What the result of a move is. */
    private interface Answer {
        VersionResult of(SessionRecord before, Version from, Version to);
    }

    VersionResult undo(SessionId id, WriteOptions options) {
        return move(id, options, Records::undo, (record, from, to) -> Results.undo(id, from, to));
    }

    VersionResult redo(SessionId id, WriteOptions options) {
        return move(id, options, Records::redo, (record, from, to) -> Results.redo(id, from, to));
    }

    VersionResult restore(SessionId id, int version, WriteOptions options) {
        return move(
                id,
                options,
                (record, commitId) ->
                        Records.restore(
                                record,
                                commitId,
                                record.version(version)
                                        .orElseThrow(() -> new VersionNotFoundException(version))),
                (record, from, to) -> Results.restore(id, from, to, record.versions()));
    }

    private VersionResult move(
            SessionId id,
            WriteOptions options,
            BiFunction<SessionRecord, String, SessionRecord> next,
            Answer answer) {
        SessionRecord seen = context.backend().state(id).record();
        return context.committer()
                .commit(
                        id,
                        options,
                        seen,
                        null,
                        (record, commitId) -> {
                            SessionRecord after = next.apply(record, commitId);
                            VersionResult result =
                                    answer.of(record, record.current(), after.current());
                            return new Attempt.Proposal<>(
                                    commit(record, after, result.actionSummary()),
                                    Map.of(),
                                    result);
                        },
                        applied -> Results.again(context.backend(), id, seen, applied));
    }

    private Commit commit(SessionRecord before, SessionRecord after, String summary) {
        return new Commit(
                before.head(),
                after,
                List.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                List.of(),
                List.of(context.audit().line(summary)));
    }
}
