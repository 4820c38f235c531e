package io.remanso.sessions.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.remanso.sessions.storage.Head;
import io.remanso.sessions.storage.SessionId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The heads that this process has seen last, for reads while Redis does not answer. A head counts
 * as long as its session has certainly not expired, if nobody deleted it. Thread-safe.
 */
final class LastHeads {

    private static final int MOST = 100_000;

    private final LongSupplier nanoClock;
    private final Cache<SessionId, Seen> heads =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    LastHeads(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    private record Seen(Head head, long end) {}

    /** The time at which a call begins: the session cannot have been renewed earlier. */
    long begin() {
        return nanoClock.getAsLong();
    }

    /**
     * Notes a head.
     *
     * @param began when the call that saw it began
     * @param ttl of the session; a renewal that moves the expiry by less than a hundredth is left
     *     out
     */
    void put(SessionId id, Head head, long began, Duration ttl) {
        heads.put(id, new Seen(head, began + ttl.minus(ttl.dividedBy(100)).toNanos()));
    }

    void remove(SessionId id) {
        heads.invalidate(id);
    }

    Optional<Head> get(SessionId id) {
        Seen seen = heads.getIfPresent(id);
        return seen == null || seen.end() - nanoClock.getAsLong() <= 0
                ? Optional.empty()
                : Optional.of(seen.head());
    }
}
