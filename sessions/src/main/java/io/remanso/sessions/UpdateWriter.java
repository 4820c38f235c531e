package io.remanso.sessions;

import io.remanso.sessions.storage.RandomId;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.Staging;
import io.remanso.sessions.storage.Step;
import io.remanso.sessions.storage.Version;
import io.remanso.tables.Manifest;
import io.remanso.tables.Table;
import io.remanso.tables.diffs.TableDiff;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sets the table of a session: of the version that was made for updates, else of a new one. A long
 * write, which holds the lock of the session. Thread-safe.
 */
final class UpdateWriter {

    private static final String SUMMARY = "Update table";

    private final Context context;

    UpdateWriter(Context context) {
        this.context = context;
    }

    VersionResult update(SessionId id, Table table, WriteOptions options) {
        Base seen = context.reader().base(id);
        return Committer.applied(options, seen.record())
                .map(applied -> Results.again(context.backend(), id, seen.record(), applied))
                .orElseGet(() ->
                        context.locked(
                                seen,
                                (base, committer) -> update(base, table, options, committer)));
    }

    private VersionResult update(
            Base base, Table table, WriteOptions options, Committer committer) {
        SessionId id = base.id();
        try (Staging staging = context.backend().stage(id)) {
            WholeTable.copy(table, base.manifest().chunkNames(), staging);
            Manifest manifest = Relabel.columns(base.manifest(), table.manifest());
            LayeredChunks chunks = new LayeredChunks(staging, base.table().source());
            Table before = reference(base);
            long cells =
                    TableDiff.between(before, new Table(context.engine(), manifest, chunks), 0)
                            .cellsChanged();
            Draft draft = WholeTable.draft(before.manifest(), manifest, SUMMARY, cells);
            Drafts step = new Drafts(context, base, List.of(draft), false);
            return committer.commit(
                    id,
                    options,
                    base.record(),
                    staging,
                    (record, commitId) ->
                            record.open()
                                    ? amend(base, draft, record, commitId)
                                    : single(step.on(record, commitId)),
                    applied -> Results.again(context.backend(), id, base.record(), applied));
        }
    }

    /** What the new table is compared with: the state that an undo would bring back. */
    private Table reference(Base base) {
        Optional<Integer> parent = Optional.ofNullable(base.record().current().parent());
        return base.record().open() && parent.flatMap(base.record()::version).isPresent()
                ? context.reader().version(base.id(), parent.get()).table()
                : base.table();
    }

    private Attempt.Proposal<VersionResult> amend(
            Base base, Draft draft, SessionRecord record, String commitId) {
        Manifest theirs = context.current(base.id(), record);
        Manifest manifest =
                Rebase.merge(base.manifest(), draft.manifest(), theirs, draft.footprint())
                        .orElseThrow(() ->
                                VersionConflictException.overtaken(
                                        base.version(), record.head().version()));
        Version current = record.current();
        Version amended =
                new Version(
                        current.id(),
                        current.parent(),
                        RandomId.next(),
                        context.now(),
                        current.summary(),
                        current.rowsBefore(),
                        manifest.rows(),
                        manifest.schema().size(),
                        draft.cellsChanged(),
                        draft.columnsChanged());
        return context.propose(
                base.id(),
                record,
                Records.amend(record, commitId, amended),
                theirs,
                Map.of(amended.state(), manifest),
                List.of(new Step(amended, null)),
                List.of(SUMMARY),
                Results.of(base.id(), amended, null));
    }

    private static Attempt.Proposal<VersionResult> single(
            Attempt.Proposal<List<VersionResult>> proposal) {
        return new Attempt.Proposal<>(
                proposal.commit(), proposal.written(), proposal.result().getFirst());
    }
}
