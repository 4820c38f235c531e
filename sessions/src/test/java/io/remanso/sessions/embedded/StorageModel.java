package io.remanso.sessions.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.StorageBackend;
import io.remanso.sessions.storage.StoredManifest;
import io.remanso.sessions.storage.Version;
import io.remanso.sessions.testing.Samples;
import io.remanso.tables.ChunkName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a storage must hold, for each session: the state that was acknowledged last, or one of those
 * whose outcome nobody knows.
 */
final class StorageModel {

    private final long seed;
    private final Map<SessionId, List<State>> possible = new HashMap<>();

    StorageModel(long seed) {
        this.seed = seed;
    }

    /**
     * A session: null stands for none.
     *
     * @param record its record
     * @param chunks the chunks of each kept version
     * @param audit its audit log
     */
    record State(
            SessionRecord record, Map<Integer, Map<ChunkName, byte[]>> chunks, List<String> audit) {

        Map<ChunkName, byte[]> allChunks() {
            Map<ChunkName, byte[]> all = new HashMap<>();
            chunks.values().forEach(all::putAll);
            return all;
        }
    }

    Set<SessionId> ids() {
        Set<SessionId> ids = new HashSet<>(possible.keySet());
        ids.removeIf(id -> current(id) == null);
        return ids;
    }

    @Nullable State current(SessionId id) {
        List<State> states = possible.get(id);
        return states == null ? null : states.getFirst();
    }

    void acknowledged(SessionId id, @Nullable State state) {
        List<State> states = new ArrayList<>();
        states.add(state);
        possible.put(id, states);
    }

    /** A change whose outcome is not known: the state is this one or the one before. */
    void unknown(SessionId id, @Nullable State state) {
        possible.computeIfAbsent(
                        id,
                        key -> {
                            List<State> states = new ArrayList<>();
                            states.add(null);
                            return states;
                        })
                .add(state);
    }

    /** Compares the storage with what it must hold, and takes what it holds as acknowledged. */
    void check(StorageBackend backend) {
        for (Map.Entry<SessionId, List<State>> entry : Map.copyOf(possible).entrySet()) {
            acknowledged(entry.getKey(), found(backend, entry.getKey(), entry.getValue()));
        }
        assertThat(backend.activeSessions()).as("seed %d", seed).isEqualTo(ids().size());
    }

    private @Nullable State found(StorageBackend backend, SessionId id, List<State> states) {
        if (!backend.exists(id)) {
            assertThat(states).as("seed %d: session %s is gone", seed, id).contains((State) null);
            return null;
        }
        SessionRecord record = backend.state(id).record();
        List<String> audit = backend.audit(id);
        for (State state : states) {
            if (state != null && state.record().equals(record) && state.audit().equals(audit)) {
                checkParts(backend, id, state);
                return state;
            }
        }
        throw new AssertionError(
                "seed %d: session %s is in no possible state: %s with %s"
                        .formatted(seed, id, record, audit));
    }

    private void checkParts(StorageBackend backend, SessionId id, State state) {
        Map<ChunkName, byte[]> expected = state.allChunks();
        Map<ChunkName, byte[]> chunks = backend.chunks(id, expected.keySet());
        assertThat(chunks.keySet())
                .as("seed %d: chunks of %s", seed, id)
                .isEqualTo(expected.keySet());
        expected.forEach(
                (name, frame) -> assertThat(chunks.get(name)).as("seed %d", seed).isEqualTo(frame));
        List<Integer> versions = state.record().versions().stream().map(Version::id).toList();
        List<StoredManifest> manifests = backend.manifests(id, versions);
        assertThat(manifests).as("seed %d: manifests of %s", seed, id).hasSameSizeAs(versions);
        for (int i = 0; i < manifests.size(); i++) {
            assertThat(manifests.get(i).json())
                    .as("seed %d", seed)
                    .isEqualTo(Samples.manifest(state.record().versions().get(i)));
        }
        assertThat(backend.steps(id, versions)).as("seed %d", seed).hasSameSizeAs(versions);
    }
}
