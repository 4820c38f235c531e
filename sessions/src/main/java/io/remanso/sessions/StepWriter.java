package io.remanso.sessions;

import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.Staging;
import io.remanso.sessions.storage.VersionNotFoundException;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Manifest;
import io.remanso.tables.Table;
import io.remanso.tables.operations.Change;
import io.remanso.tables.operations.Footprint;
import io.remanso.tables.operations.Operation;
import io.remanso.tables.operations.OperationJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes versions out of operations and of whole tables. Another table is a long write, which holds
 * the lock of the session. Thread-safe.
 */
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

    /** What an operation that changes nothing finds in the current table. No version is made. */
    VersionResult find(SessionId id, Operation operation, WriteOptions options) {
        Base base = context.reader().base(id);
        Committer.check(options, base.record());
        try (Staging staging = context.backend().stage(id)) {
            Change change = operation.apply(base.table(), staging);
            return Results.found(id, base.record().current(), operation)
                    .withClusters(change.clusters());
        }
    }

    List<VersionResult> replace(
            SessionId id, String summary, TableBuilder builder, WriteOptions options) {
        return writeLong(
                id,
                options,
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
                                        List.of(),
                                        null)));
    }

    private List<VersionResult> write(
            SessionId id, WriteOptions options, boolean open, Computation computation) {
        Base base = context.reader().base(id);
        return answered(base, options)
                .orElseGet(() -> write(base, options, open, computation, context.committer()));
    }

    private List<VersionResult> writeLong(
            SessionId id, WriteOptions options, Computation computation) {
        Base seen = context.reader().base(id);
        return answered(seen, options)
                .orElseGet(() ->
                        context.locked(
                                seen,
                                (base, committer) ->
                                        write(base, options, false, computation, committer)));
    }

    /**
     * The answer of a commit that was applied before, if it was.
     *
     * @throws VersionConflictException when the caller's condition does not hold
     */
    private Optional<List<VersionResult>> answered(Base base, WriteOptions options) {
        return Committer.applied(options, base.record())
                .map(applied -> Results.steps(context.backend(), base.id(), applied));
    }

    private List<VersionResult> write(
            Base base,
            WriteOptions options,
            boolean open,
            Computation computation,
            Committer committer) {
        try (Staging staging = context.backend().stage(base.id())) {
            List<Draft> drafts = computed(base, staging, computation);
            if (drafts.isEmpty()) {
                return List.of();
            }
            return committer.commit(
                    base.id(),
                    options,
                    base.record(),
                    staging,
                    new Drafts(context, base, drafts, open),
                    applied -> Results.steps(context.backend(), base.id(), applied));
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
            if (!operation.changesTable()) {
                throw new InvalidParameterException(
                        "The steps of a recipe change the table; got '%s'"
                                .formatted(operation.summary()));
            }
            Change change = operation.apply(table, staging);
            footprint = union(footprint, change.footprint());
            drafts.add(
                    new Draft(
                            change.manifest(),
                            footprint,
                            operation.summary(),
                            OperationJson.write(operation),
                            change.cellsChanged(),
                            change.columnsChanged(),
                            change.clusters()));
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
