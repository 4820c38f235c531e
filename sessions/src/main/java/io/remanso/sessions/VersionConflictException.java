package io.remanso.sessions;

import io.remanso.tables.TableException;

/** Someone else has written meanwhile, and nothing was changed: {@code version_conflict}. */
public final class VersionConflictException extends TableException {

    private final boolean precondition;
    private final int current;

    private VersionConflictException(boolean precondition, int current, String message) {
        super("version_conflict", message);
        this.precondition = precondition;
        this.current = current;
    }

    /** The version that the caller asked for is not the current one. */
    static VersionConflictException stale(int expected, int current) {
        return new VersionConflictException(
                true,
                current,
                "A write with If-Match needs the current version; it named %d, the current one is %d. Read it again."
                        .formatted(expected, current));
    }

    /** The head moved, and what was written there meets this write. */
    static VersionConflictException overtaken(int base, int current) {
        return new VersionConflictException(
                false,
                current,
                "Two writers must not touch the same columns at once; this write began at version %d, and what version %d now holds meets it. Try again."
                        .formatted(base, current));
    }

    /** Whether a condition of the caller's own failed: 412 rather than 409. */
    public boolean isPrecondition() {
        return precondition;
    }

    /** The version that was current. */
    public int current() {
        return current;
    }
}
