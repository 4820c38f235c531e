package io.remanso.sessions.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.TempId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of keys. The braces around an id are the hash tag by which a Cluster keeps all keys of
 * one session on one node.
 */
record Keys(String prefix) {

    private static final String META = "meta";
    private static final String CHUNKS = "chunks";
    private static final String STAGED = "staged";

    /** In the order in which the scripts take them. */
    private static final List<String> PARTS =
            List.of(META, "df:current", "versions", "steps", CHUNKS, "audit", STAGED);

    private static final Set<String> STAGED_TOO = Set.of(CHUNKS, STAGED);

    /** All keys of a session but its manifests. */
    List<byte[]> session(SessionId id) {
        return PARTS.stream().map(part -> bytes(base(id) + part)).toList();
    }

    /**
     * All keys that a commit may touch: those of a session, the lock, these manifests, and the base
     * of this id when there is one.
     */
    List<byte[]> committing(SessionId id, List<Integer> versions, @Nullable String base) {
        List<byte[]> keys = new ArrayList<>(session(id));
        keys.add(lock(id));
        versions.forEach(version -> keys.add(bytes(base(id) + "df:v:%04d".formatted(version))));
        if (base != null) {
            keys.add(bytes(base(id) + "df:base:" + base));
        }
        return keys;
    }

    /** The keys that only a commit makes. */
    List<byte[]> committed(SessionId id) {
        return PARTS.stream()
                .filter(part -> !STAGED_TOO.contains(part))
                .map(part -> bytes(base(id) + part))
                .toList();
    }

    byte[] meta(SessionId id) {
        return bytes(base(id) + META);
    }

    byte[] chunks(SessionId id) {
        return bytes(base(id) + CHUNKS);
    }

    byte[] lock(SessionId id) {
        return bytes(base(id) + "lock");
    }

    /** The document of a temporary item and its chunks. */
    List<byte[]> temp(TempId id) {
        return List.of(bytes(base(id)), chunks(id));
    }

    byte[] chunks(TempId id) {
        return bytes(base(id) + ":" + CHUNKS);
    }

    /** The ids of all sessions, sorted by their expiry. */
    byte[] index() {
        return bytes(prefix + ":sessions");
    }

    private String base(SessionId id) {
        return prefix + ":{" + id.value() + "}:";
    }

    private String base(TempId id) {
        return prefix + ":temp:{" + id.value() + "}";
    }

    private static byte[] bytes(String key) {
        return key.getBytes(US_ASCII);
    }
}
