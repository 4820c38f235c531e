package io.remanso.sessions;

import io.remanso.sessions.storage.AppliedCommit;
import io.remanso.sessions.storage.Commit;
import io.remanso.sessions.storage.CommitKind;
import io.remanso.sessions.storage.CommitOutcome;
import io.remanso.sessions.storage.Description;
import io.remanso.sessions.storage.Head;
import io.remanso.sessions.storage.RandomId;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.Staging;
import io.remanso.sessions.storage.Step;
import io.remanso.sessions.storage.StoredManifest;
import io.remanso.sessions.storage.Version;
import io.remanso.tables.DamagedChunkException;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Manifest;
import io.remanso.tables.ManifestJson;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** Begins sessions. Thread-safe. */
final class SessionCreator {

    private final Context context;

    SessionCreator(Context context) {
        this.context = context;
    }

    SessionId create(NewSession session, TableBuilder builder) {
        MetadataWriter.checkFilename(session.filename());
        Duration ttl = ttl(session.ttl());
        SessionId id = id(session.id());
        if (context.backend().exists(id)) {
            throw new SessionExistsException(id.value());
        }
        try (Staging staging = context.backend().stage(id)) {
            Manifest manifest = builder.build(staging);
            context.checkSize(manifest);
            Commit commit = first(session.filename(), manifest);
            switch (context.backend().create(id, ttl, commit, staging)) {
                case CommitOutcome.Applied applied ->
                        context.manifests().put(commit.next().head().state(), manifest);
                case CommitOutcome.AlreadyApplied again -> {}
                case CommitOutcome.Conflict conflict ->
                        throw new SessionExistsException(id.value());
                case CommitOutcome.MissingChunks missing ->
                        throw new DamagedChunkException(
                                "Every chunk of a new table must be staged; %d are not"
                                        .formatted(missing.missing().size()));
            }
        }
        return id;
    }

    private Commit first(String filename, Manifest manifest) {
        Version version =
                new Version(
                        1,
                        null,
                        RandomId.next(),
                        context.now(),
                        "Imported '%s'".formatted(filename),
                        0,
                        manifest.rows(),
                        manifest.schema().size(),
                        0,
                        List.of());
        Head head = new Head(1, RandomId.next(), version.state());
        SessionRecord record =
                new SessionRecord(
                        new Description(
                                filename,
                                version.timestamp(),
                                manifest.rows(),
                                JsonNodeFactory.instance.objectNode()),
                        head,
                        2,
                        false,
                        List.of(version),
                        List.of(),
                        List.of(new AppliedCommit(head.commitId(), CommitKind.CREATE, 0, 1)));
        return new Commit(
                head,
                record,
                List.of(new StoredManifest(1, version.state(), ManifestJson.write(manifest))),
                manifest.chunkNames(),
                Set.of(),
                Set.of(),
                List.of(new Step(version, null)),
                List.of(
                        context.audit()
                                .line(
                                        "Session created. Original file: '%s'. Initial rows: %d"
                                                .formatted(filename, manifest.rows()))));
    }

    private static SessionId id(@Nullable String wanted) {
        if (wanted == null) {
            return SessionId.random();
        }
        return SessionId.of(wanted)
                .orElseThrow(() ->
                        new InvalidParameterException(
                                "A session id has 1 to 64 letters, digits, - and _, and begins with a letter or digit; got '%s'"
                                        .formatted(wanted)));
    }

    /**
     * The time to live, or that of the settings when none is given.
     *
     * @throws InvalidParameterException when it is not positive, or longer than ten years
     */
    Duration ttl(@Nullable Duration wanted) {
        if (wanted == null) {
            return context.settings().ttl();
        }
        if (wanted.toMillis() < 1 || wanted.toDays() > 3650) {
            throw new InvalidParameterException(
                    "A time to live is more than 0 seconds and at most 10 years, got %d s"
                            .formatted(wanted.toSeconds()));
        }
        return wanted;
    }
}
