package io.remanso.sessions;

import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.Staging;
import io.remanso.sessions.storage.VersionNotFoundException;
import io.remanso.tables.Manifest;
import io.remanso.tables.Table;
import io.remanso.tables.operations.Change;
import io.remanso.tables.operations.Footprint;
import io.remanso.tables.operations.Operation;
import io.remanso.tables.operations.OperationJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes versions out of operations and of whole tables. Thread-safe. */
final class StepWriter {

    private final Context context;

    StepWriter(Context context) {
        this.context = context;
    }

    /** Computes something from the current table, then commits it. */
    private interface Computation {
        List<Draft> drafts(Base base, Staging staging);
    }

    List<VersionResult> apply(SessionId id, List<Operation> operations, WriteOptions options) {
        return write(id, options, false, (base, staging) -> compute(base, operations, staging));
    }

    List<VersionResult> dryRun(SessionId id, List<Operation> operations) {
        if (operations.isEmpty()) {
            return List.of();
        }
        Base base = context.reader().base(id);
        try (Staging staging = context.backend().stage(id)) {
            return new Drafts(context, base, compute(base, operations, staging), false).dryRun();
        }
    }

    List<VersionResult> replace(
            SessionId id, String summary, TableBuilder builder, WriteOptions options) {
        return write(
                id,
                options,
                false,
                (base, staging) -> {
                    Manifest built = builder.build(staging);
                    Table table = new Table(context.engine(), built, staging);
                    Manifest rows = Relabel.freshRows(base.manifest(), table, staging);
                    Manifest manifest = Relabel.columns(base.manifest(), rows);
                    return List.of(WholeTable.draft(base.manifest(), manifest, summary, 0));
                });
    }

    List<VersionResult> createVersion(SessionId id, String summary, WriteOptions options) {
        return write(
                id,
                options,
                true,
                (base, staging) ->
                        List.of(
                                new Draft(
                                        base.manifest(),
                                        Footprint.NONE,
                                        summary,
                                        null,
                                        0,
                                        List.of())));
    }

    private List<VersionResult> write(
            SessionId id, WriteOptions options, boolean open, Computation computation) {
        Base base = context.reader().base(id);
        String commitId = options.commitId();
        if (commitId != null && base.record().applied(commitId).isPresent()) {
            return Results.steps(
                    context.backend(), id, base.record().applied(commitId).orElseThrow());
        }
        Committer.check(options, base.record());
        try (Staging staging = context.backend().stage(id)) {
            List<Draft> drafts = computed(base, staging, computation);
            if (drafts.isEmpty()) {
                return List.of();
            }
            return context.committer()
                    .commit(
                            id,
                            options,
                            base.record(),
                            staging,
                            new Drafts(context, base, drafts, open),
                            applied -> Results.steps(context.backend(), id, applied));
        }
    }

    private List<Draft> computed(Base base, Staging staging, Computation computation) {
        try {
            return computation.drafts(base, staging);
        } catch (VersionNotFoundException e) {
            // The version was current when the computation began and is dropped by now.
            throw VersionConflictException.overtaken(
                    base.version(), context.backend().head(base.id()).version());
        }
    }

    private List<Draft> compute(Base base, List<Operation> operations, Staging staging) {
        List<Draft> drafts = new ArrayList<>();
        LayeredChunks chunks = new LayeredChunks(staging, base.table().source());
        Table table = base.table();
        Footprint footprint = Footprint.NONE;
        for (Operation operation : operations) {
            Change change = operation.apply(table, staging);
            footprint = union(footprint, change.footprint());
            drafts.add(
                    new Draft(
                            change.manifest(),
                            footprint,
                            operation.summary(),
                            OperationJson.write(operation),
                            change.cellsChanged(),
                            change.columnsChanged()));
            table = new Table(context.engine(), change.manifest(), chunks);
        }
        return drafts;
    }

    private static Footprint union(Footprint left, Footprint right) {
        Set<String> reads = new HashSet<>(left.reads());
        reads.addAll(right.reads());
        Set<String> writes = new HashSet<>(left.writes());
        writes.addAll(right.writes());
        return new Footprint(reads, writes, left.wholeTable() || right.wholeTable());
    }
}
