package io.remanso.sessions.redis;

import io.remanso.redis.RedisFailure;
import io.remanso.redis.RedisOutOfMemoryException;
import io.remanso.redis.RedisOutcomeUnknownException;
import io.remanso.redis.RedisRefusedException;
import io.remanso.redis.RedisUnavailableException;
import io.remanso.sessions.storage.StorageUnavailableException;
import io.remanso.tables.DamagedChunkException;
import io.remanso.tables.TableException;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a failed call to Redis means for sessions. */
final class Outage {

    private static final Logger log = LoggerFactory.getLogger(Outage.class);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(30);

    private Outage() {}

    /** The value of a call that may be made again without harm. */
    static <T> T guard(Supplier<T> call) {
        try {
            return call.get();
        } catch (RedisFailure failure) {
            throw of(failure);
        }
    }

    static TableException of(RedisFailure failure) {
        return switch (failure) {
            case RedisUnavailableException e ->
                    new StorageUnavailableException(
                            "Sessions need Redis, which is not reachable now. Try again soon.",
                            SOON,
                            e);
            case RedisOutcomeUnknownException e ->
                    new StorageUnavailableException(
                            "Sessions need Redis, which did not answer in time. Try again soon.",
                            SOON,
                            e);
            case RedisOutOfMemoryException e ->
                    new StorageUnavailableException(
                            "A write needs room in Redis, which has reached its maxmemory; nothing was changed. Free memory or raise it.",
                            LATER,
                            e);
            case RedisRefusedException e -> refused(e);
        };
    }

    private static TableException refused(RedisRefusedException refusal) {
        log.warn("Redis refused a call of the sessions", refusal);
        return refusal.code().equals("WRONGTYPE")
                ? new DamagedChunkException(
                        "A session's keys must be its own; one of them holds something else",
                        refusal)
                : new StorageUnavailableException(
                        "Sessions need a Redis that serves them; it refuses: %s. See the log."
                                .formatted(refusal.code()),
                        LATER,
                        refusal);
    }
}
