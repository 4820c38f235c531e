package io.remanso.sessions.embedded;

import io.remanso.sessions.embedded.StorageModel.State;
import io.remanso.sessions.storage.Commit;
import io.remanso.sessions.storage.CommitOutcome;
import io.remanso.sessions.storage.CommitOutcomeUnknownException;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.Staging;
import io.remanso.sessions.storage.StorageBackend;
import io.remanso.sessions.storage.StorageUnavailableException;
import io.remanso.sessions.storage.Version;
import io.remanso.sessions.testing.Samples;
import io.remanso.tables.ChunkName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One client that does something to a storage and writes down what it was told. */
final class RandomWork {

    private static final int MAX_KEPT = 3;

    private final StorageBackend backend;
    private final StorageModel model;
    private final Random random;

    RandomWork(StorageBackend backend, StorageModel model, Random random) {
        this.backend = backend;
        this.model = model;
        this.random = random;
    }

    /** Does something. False when the storage has failed. */
    boolean step() {
        List<SessionId> ids = new ArrayList<>(model.ids());
        ids.sort((a, b) -> a.value().compareTo(b.value()));
        int dice = random.nextInt(20);
        if (ids.isEmpty() || dice == 0) {
            return create();
        }
        SessionId id = ids.get(random.nextInt(ids.size()));
        State state = model.current(id);
        if (state == null) {
            throw new IllegalStateException("listed ids are there");
        }
        return switch (dice) {
            case 1 -> delete(id);
            case 2, 3 -> addAudit(id, state);
            case 4, 5, 6 -> move(id, state);
            default -> commit(id, state);
        };
    }

    private boolean create() {
        SessionId id = new SessionId("s" + random.nextInt(1_000_000));
        if (model.current(id) != null) {
            return true;
        }
        Map<ChunkName, byte[]> chunks = chunks();
        Commit first = Samples.first(chunks.keySet());
        State after = new State(first.next(), Map.of(1, chunks), first.audit());
        return attempt(
                id,
                after,
                () -> {
                    try (Staging staging = backend.stage(id)) {
                        chunks.forEach(staging::stage);
                        return backend.create(id, Duration.ofHours(1), first, staging);
                    }
                });
    }

    private boolean commit(SessionId id, State before) {
        Map<ChunkName, byte[]> chunks = chunks();
        SessionRecord record = before.record();
        Set<Integer> dropped = new HashSet<>();
        if (record.versions().size() >= MAX_KEPT) {
            dropped.add(record.versions().getFirst().id());
            dropped.remove(record.head().version());
        }
        Map<Integer, Map<ChunkName, byte[]>> byVersion = new HashMap<>(before.chunks());
        Map<ChunkName, byte[]> inherited =
                new HashMap<>(byVersion.getOrDefault(record.head().version(), Map.of()));
        inherited.keySet().removeIf(name -> random.nextInt(3) == 0);
        inherited.putAll(chunks);
        byVersion.put(record.nextVersion(), inherited);
        dropped.forEach(byVersion::remove);
        Set<ChunkName> gone = new HashSet<>(before.allChunks().keySet());
        byVersion.values().forEach(kept -> gone.removeAll(kept.keySet()));
        Commit commit = Samples.next(record, chunks.keySet(), dropped, gone);
        return attempt(
                id,
                new State(commit.next(), byVersion, joined(before.audit(), commit.audit())),
                () -> {
                    try (Staging staging = backend.stage(id)) {
                        chunks.forEach(staging::stage);
                        return backend.commit(id, commit, staging);
                    }
                });
    }

    private boolean move(SessionId id, State before) {
        List<Version> versions = before.record().versions();
        int to = versions.get(random.nextInt(versions.size())).id();
        Commit commit = Samples.move(before.record(), to);
        return attempt(
                id,
                new State(commit.next(), before.chunks(), joined(before.audit(), commit.audit())),
                () -> backend.commit(id, commit, null));
    }

    private boolean addAudit(SessionId id, State before) {
        String line = "by hand " + random.nextInt();
        return attempt(
                id,
                new State(before.record(), before.chunks(), joined(before.audit(), List.of(line))),
                () -> {
                    backend.addAudit(id, line);
                    return new CommitOutcome.Applied();
                });
    }

    private boolean delete(SessionId id) {
        try {
            backend.delete(id);
            model.acknowledged(id, null);
            return true;
        } catch (StorageUnavailableException e) {
            model.unknown(id, null);
            return false;
        }
    }

    /** What a call answers. */
    private interface Call {
        CommitOutcome run();
    }

    private boolean attempt(SessionId id, @Nullable State after, Call call) {
        try {
            CommitOutcome outcome = call.run();
            if (!(outcome instanceof CommitOutcome.Applied)) {
                throw new AssertionError("one client alone meets no " + outcome);
            }
            model.acknowledged(id, after);
            return true;
        } catch (StorageUnavailableException e) {
            return false;
        } catch (CommitOutcomeUnknownException e) {
            model.unknown(id, after);
            return false;
        }
    }

    private Map<ChunkName, byte[]> chunks() {
        Map<ChunkName, byte[]> chunks = new HashMap<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            byte[] frame = new byte[random.nextInt(8) == 0 ? 400_000 : 20 + random.nextInt(3000)];
            random.nextBytes(frame);
            chunks.put(ChunkName.of(frame), frame);
        }
        return chunks;
    }

    private static List<String> joined(List<String> lines, List<String> more) {
        List<String> all = new ArrayList<>(lines);
        all.addAll(more);
        return all;
    }
}
