package io.remanso.sessions.embedded;

import java.time.Duration;
import java.time.Instant;

/** How long a log still counts. Thread-safe. */
final class Life {

    private Duration ttl;
    private Instant lastAccess;

    Life(Duration ttl, Instant lastAccess) {
        this.ttl = ttl;
        this.lastAccess = lastAccess;
    }

    /** Begins anew at this access, unless it is over. False when it is over. */
    synchronized boolean renew(Instant now) {
        if (isOver(now)) {
            return false;
        }
        if (now.isAfter(lastAccess)) {
            lastAccess = now;
        }
        return true;
    }

    synchronized boolean isOver(Instant now) {
        return !now.isBefore(lastAccess.plus(ttl));
    }

    synchronized Duration ttl() {
        return ttl;
    }

    synchronized void ttl(Duration newTtl) {
        ttl = newTtl;
    }

    synchronized Instant lastAccess() {
        return lastAccess;
    }

    synchronized Instant end() {
        return lastAccess.plus(ttl);
    }
}
