package io.remanso.sessions.embedded;

import java.util.Optional;

/** What an entry of a log holds. {@link #id()} is the byte in its header. */
enum EntryKind {
    /** The 16 bytes of a chunk's name, then its frame. */
    CHUNK(1),
    /**
     * Version (4 bytes), length of the state id (1 byte), state id, then the manifest's JSON,
     * packed.
     */
    MANIFEST(2),
    /** Version (4 bytes), then the step's JSON. */
    STEP(3),
    /** Lines of the audit log in UTF-8, with a line feed between them. */
    AUDIT(4),
    /** Numbers of dropped versions, 4 bytes each. */
    DROPPED_VERSIONS(5),
    /** Names of dropped chunks, 16 bytes each. */
    DROPPED_CHUNKS(6),
    /** The session record's JSON, packed; the last one counts. */
    RECORD(7),
    /** The document of a temporary item. */
    DOCUMENT(8);

    private final int id;

    EntryKind(int id) {
        this.id = id;
    }

    int id() {
        return id;
    }

    static Optional<EntryKind> of(int id) {
        return id >= 1 && id <= values().length ? Optional.of(values()[id - 1]) : Optional.empty();
    }
}
