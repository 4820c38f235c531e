package io.remanso.sessions.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.TempId;
import java.util.List;

/**
 * The names of keys. The braces around an id are the hash tag by which a Cluster keeps all keys of
 * one session on one node.
 */
record Keys(String prefix) {

    private static final String META = "meta";
    private static final String CHUNKS = "chunks";
    private static final List<String> COMMITTED =
            List.of(META, "df:current", "versions", "steps", "audit");

    /** What the scripts on a session are given: the names of its other keys follow from this. */
    List<byte[]> session(SessionId id) {
        return List.of(meta(id));
    }

    /** The keys that only a commit makes. */
    List<byte[]> committed(SessionId id) {
        return COMMITTED.stream().map(part -> bytes(base(id) + part)).toList();
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
