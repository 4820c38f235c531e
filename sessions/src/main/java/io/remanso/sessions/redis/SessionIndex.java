package io.remanso.sessions.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.remanso.redis.RedisCalls;
import io.remanso.redis.RedisFailure;
import io.remanso.redis.Script;
import io.remanso.sessions.storage.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which sessions there are, counted without looking through the keys. It follows the sessions in a
 * command of its own, as in a Cluster it lives elsewhere: when one of its commands is lost it is
 * wrong until the session is accessed again or ends. Nothing but counts rests on it. Thread-safe.
 */
final class SessionIndex {

    private static final Logger log = LoggerFactory.getLogger(SessionIndex.class);

    private final RedisCalls redis;
    private final List<byte[]> key;
    private final Script<List<@Nullable Object>> put =
            Scripts.filling("common.lua", "index.lua", "index_put.lua");
    private final Script<List<@Nullable Object>> remove =
            Scripts.harmless("common.lua", "index.lua", "index_remove.lua");
    private final Script<List<@Nullable Object>> count =
            Scripts.harmless("common.lua", "index.lua", "index_count.lua");

    SessionIndex(RedisCalls redis, Keys keys) {
        this.redis = redis;
        this.key = List.of(keys.index());
    }

    /** Notes an expiry and waits until it counts. */
    void add(SessionId id, Instant expiresAt) {
        try {
            put.run(redis, key, bytes(id.value()), millis(expiresAt));
        } catch (RedisFailure e) {
            missed(e);
        }
    }

    /** Notes a new expiry, and does not wait. */
    void renew(SessionId id, Instant expiresAt) {
        put.start(redis, key, bytes(id.value()), millis(expiresAt))
                .whenComplete((answer, failure) -> {
                    if (failure != null) {
                        missed(failure);
                    }
                });
    }

    /** Forgets a session that is gone. */
    void remove(SessionId id) {
        try {
            remove.run(redis, key, bytes(id.value()));
        } catch (RedisFailure e) {
            missed(e);
        }
    }

    /**
     * How many there are.
     *
     * @throws RedisFailure when Redis does not say
     */
    long count() {
        return (Long) new Answer(count.run(redis, key)).detail();
    }

    private static void missed(Throwable failure) {
        Throwable reason =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        log.debug("The count of sessions missed a change: {}", reason.getMessage());
    }

    private static byte[] millis(Instant time) {
        return bytes(Long.toString(time.toEpochMilli()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }
}
