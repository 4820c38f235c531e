package io.remanso.sessions.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.remanso.sessions.storage.Head;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionRecord;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process has seen last of sessions: heads, for reads while Redis does not answer, and
 * records, to notice that Redis has lost a commit which it had acknowledged. A head counts as long
 * as its session has certainly not expired, if nobody deleted it. Thread-safe.
 */
final class LastHeads {

    private static final Logger log = LoggerFactory.getLogger(LastHeads.class);

    /** Of records with few versions so many are kept. */
    private static final int MOST = 300_000;

    /** A session is not renewed for less, nor for less than a hundredth of its time to live. */
    private static final long LEAST_RENEWAL = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanoClock;
    private final Cache<SessionId, Seen> seen =
            Caffeine.newBuilder()
                    .maximumWeight(MOST)
                    .weigher((SessionId id, Seen last) -> last.weight())
                    .executor(Runnable::run)
                    .build();

    LastHeads(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /**
     * What was seen of a session.
     *
     * @param record the last one; older than the head when that was read alone since
     * @param known when this was known: a call that began later has to see it or what came of it
     * @param due until when a read would not renew the session
     * @param end when the session may have expired
     * @param lost a head that is gone, which nobody was told of yet
     */
    private record Seen(
            Head head,
            @Nullable SessionRecord record,
            long known,
            long due,
            long end,
            @Nullable Head lost) {

        int weight() {
            return record == null ? 1 : 1 + record.versions().size() + record.recent().size();
        }

        Seen told() {
            return new Seen(head, record, known, due, end, null);
        }
    }

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
        update(
                id,
                last -> {
                    if (last == null) {
                        return seen(head, null, began, ttl, null);
                    }
                    return began - last.known() < 0
                            ? last
                            : seen(head, last.record(), began, ttl, last.lost());
                });
    }

    /**
     * Notes a record, as {@link #put(SessionId, Head, long, Duration)}, and whether it lacks what
     * was seen before.
     */
    void put(SessionId id, SessionRecord record, long began, Duration ttl) {
        update(
                id,
                last -> {
                    SessionRecord before = last == null ? null : last.record();
                    boolean follows = before == null || record.follows(before);
                    if (last != null && began - last.known() < 0 && (before == null || !follows)) {
                        return last;
                    }
                    Head lost = last == null ? null : last.lost();
                    if (!follows) {
                        lost = Objects.requireNonNull(before).head();
                        log.warn(
                                "Redis has lost version {} of session '{}', which it had acknowledged (commit {}); it is at version {}",
                                lost.version(),
                                id,
                                lost.commitId(),
                                record.head().version());
                    }
                    return seen(record.head(), record, began, ttl, lost);
                });
    }

    private void update(SessionId id, UnaryOperator<@Nullable Seen> next) {
        seen.asMap().compute(id, (key, last) -> next.apply(last));
    }

    private Seen seen(
            Head head,
            @Nullable SessionRecord record,
            long began,
            Duration ttl,
            @Nullable Head lost) {
        long hundredth = ttl.toNanos() / 100;
        long due = began + Math.min(LEAST_RENEWAL, hundredth);
        return new Seen(head, record, begin(), due, began + ttl.toNanos() - hundredth, lost);
    }

    void remove(SessionId id) {
        seen.invalidate(id);
    }

    Optional<Head> get(SessionId id) {
        return living(id).map(Seen::head);
    }

    /** Whether the session was seen so lately that a read would not renew it. */
    boolean isFresh(SessionId id) {
        Seen last = seen.getIfPresent(id);
        return last != null && last.due() - nanoClock.getAsLong() > 0;
    }

    /** The record of the head, unless the head was read alone since. */
    Optional<SessionRecord> record(SessionId id) {
        return living(id)
                .flatMap(last ->
                        Optional.ofNullable(last.record())
                                .filter(record -> record.head().equals(last.head())));
    }

    private Optional<Seen> living(SessionId id) {
        return Optional.ofNullable(seen.getIfPresent(id))
                .filter(last -> last.end() - nanoClock.getAsLong() > 0);
    }

    /** The head that was found to be lost; told once. */
    Optional<Head> takeLost(SessionId id) {
        Seen last = seen.getIfPresent(id);
        if (last == null || last.lost() == null) {
            return Optional.empty();
        }
        boolean first = seen.asMap().replace(id, last, last.told());
        return first ? Optional.ofNullable(last.lost()) : takeLost(id);
    }
}
