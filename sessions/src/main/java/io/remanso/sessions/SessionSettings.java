package io.remanso.sessions;

import java.time.Duration;

/**
 * What {@link DatasetSessions} is opened with. Immutable.
 *
 * @param ttl how long a session lives after its last access, when its creator says nothing else
 * @param maxVersions how many other states of a session are kept; undone ones are dropped first,
 *     then the oldest; 0 or more
 * @param maxRebases how often a change is carried to a head that moved meanwhile, before it is a
 *     conflict
 */
public record SessionSettings(Duration ttl, int maxVersions, int maxRebases) {

    public SessionSettings {
        if (ttl.isNegative() || ttl.isZero()) {
            throw new IllegalArgumentException("A time to live is positive, got " + ttl);
        }
        if (maxVersions < 0) {
            throw new IllegalArgumentException("max_versions is at least 0, got " + maxVersions);
        }
        if (maxRebases < 0) {
            throw new IllegalArgumentException("maxRebases is at least 0, got " + maxRebases);
        }
    }

    /** One hour, 5 earlier states, 64 rebases. */
    public static SessionSettings defaults() {
        return new SessionSettings(Duration.ofHours(1), 5, 64);
    }

    public SessionSettings withTtl(Duration newTtl) {
        return new SessionSettings(newTtl, maxVersions, maxRebases);
    }

    public SessionSettings withMaxVersions(int versions) {
        return new SessionSettings(ttl, versions, maxRebases);
    }
}
