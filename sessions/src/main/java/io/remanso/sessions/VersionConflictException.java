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

    /** Another long write holds the lock. */
    static VersionConflictException locked(int current) {
        return new VersionConflictException(
                false,
                current,
                "One long write at a time works on a session; another one does, on version %d. Try again when it has ended."
                        .formatted(current));
    }

    /** The lock ended before the commit. */
    static VersionConflictException unlocked(int base) {
        return new VersionConflictException(
                false,
                base,
                "A long write must keep the lock of its session until it commits; this one, begun at version %d, was held up for longer than the lock lives. Try again."
                        .formatted(base));
    }

    /** The storage has lost a version that it had acknowledged. */
    static VersionConflictException lost(int lost, int current) {
        return new VersionConflictException(
                false,
                current,
                "A write must follow what was acknowledged; the storage has lost a change made as version %d, and version %d is current now. Read it again."
                        .formatted(lost, current));
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
