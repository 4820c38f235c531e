package io.remanso.sessions.storage;

import java.util.Arrays;
import java.util.Locale;

/** What a commit does to the head. */
public enum CommitKind {
    /** Begins a session with its first version. */
    CREATE,
    /** Adds one or more versions and moves to the last. */
    STEP,
    /** Changes the current version, or only the record, in place. */
    AMEND,
    /** Moves to the parent. */
    UNDO,
    /** Moves to the version last undone. */
    REDO,
    /** Moves to any kept version. */
    RESTORE;

    /** The name in JSON. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException when there is none of this name
     */
    public static CommitKind parse(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No kind of commit: " + label));
    }
}
