package io.remanso.sessions;

import io.remanso.sessions.storage.RandomId;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.Step;
import io.remanso.sessions.storage.Version;
import io.remanso.tables.Manifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Commits drafts as new versions behind the current one, each the parent of the next.
 *
 * @param context what is shared
 * @param base what the drafts were computed from
 * @param drafts one or more
 * @param open whether the last version is for updates still to come
 */
record Drafts(Context context, Base base, List<Draft> drafts, boolean open)
        implements Attempt<List<VersionResult>> {

    /** A version with its table. */
    private record Made(Step step, Manifest manifest) {}

    @Override
    public Proposal<List<VersionResult>> on(SessionRecord record, String commitId) {
        Manifest theirs = context.current(base.id(), record);
        List<Made> made = made(record, theirs);
        List<Step> steps = made.stream().map(Made::step).toList();
        List<Version> added = steps.stream().map(Step::version).toList();
        Map<String, Manifest> manifests = new HashMap<>();
        made.forEach(one -> manifests.put(one.step().version().state(), one.manifest()));
        return context.propose(
                base.id(),
                record,
                Records.step(record, commitId, added, open, context.settings().maxVersions()),
                theirs,
                manifests,
                steps,
                added.stream().map(Version::summary).toList(),
                results(steps));
    }

    /**
     * What a commit would answer, were it made on the record that the drafts were computed from.
     */
    List<VersionResult> dryRun() {
        List<Made> made = made(base.record(), base.manifest());
        made.forEach(one -> context.checkSize(one.manifest()));
        return results(made.stream().map(Made::step).toList());
    }

    private List<Made> made(SessionRecord record, Manifest theirs) {
        List<Made> made = new ArrayList<>();
        Version parent = record.current();
        for (Draft draft : drafts) {
            Manifest manifest = rebased(draft, theirs, record);
            Version version = version(draft, manifest, parent, record.nextVersion() + made.size());
            made.add(new Made(new Step(version, draft.operation()), manifest));
            parent = version;
        }
        return made;
    }

    private List<VersionResult> results(List<Step> steps) {
        List<VersionResult> results = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            Step step = steps.get(i);
            results.add(
                    Results.of(base.id(), step.version(), step.operation())
                            .withClusters(drafts.get(i).clusters()));
        }
        return results;
    }

    private Manifest rebased(Draft draft, Manifest theirs, SessionRecord record) {
        return Rebase.merge(base.manifest(), draft.manifest(), theirs, draft.footprint())
                .orElseThrow(() ->
                        VersionConflictException.overtaken(
                                base.version(), record.head().version()));
    }

    private Version version(Draft draft, Manifest manifest, Version parent, int number) {
        return new Version(
                number,
                parent.id(),
                RandomId.next(),
                context.now(),
                draft.summary(),
                parent.rowsAfter(),
                manifest.rows(),
                manifest.schema().size(),
                draft.cellsChanged(),
                draft.columnsChanged());
    }
}
