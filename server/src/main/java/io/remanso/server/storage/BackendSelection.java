package io.remanso.server.storage;

import io.remanso.redis.Redis;
import io.remanso.redis.RedisFailure;
import io.remanso.redis.RedisState;
import io.remanso.server.settings.ServerSettings;
import io.remanso.sessions.embedded.EmbeddedSettings;
import io.remanso.sessions.embedded.InMemoryBackend;
import io.remanso.sessions.redis.RedisBackend;
import io.remanso.spring.settings.StartRefusedException;
import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses where sessions live: the embedded backend, or Redis when it is wanted and answers. */
public final class BackendSelection {

    private static final Logger LOG = LoggerFactory.getLogger(BackendSelection.class);

    private BackendSelection() {}

    /**
     * Opens the storage; the caller closes it.
     *
     * @throws StartRefusedException when Redis is wanted, cannot be had, and nothing may stand in
     *     for it; or the storage folder cannot be used
     * @throws io.remanso.redis.InvalidSettingException when Redis is not fit for sessions
     */
    public static Storage open(ServerSettings settings, Clock clock) {
        if (!settings.redisWanted()) {
            return new Storage(
                    embedded(settings, clock), false, false, RedisState.DISCONNECTED, null);
        }
        try {
            return shared(settings);
        } catch (RedisFailure e) {
            if (!settings.fallbackToMemory()) {
                throw new StartRefusedException(
                        "Redis must answer when STORAGE_FALLBACK_TO_MEMORY is false, got '%s'"
                                .formatted(e.getMessage()),
                        e);
            }
            LOG.warn(
                    "Redis does not answer ({}); sessions are kept in this process and its folder, and are not shared",
                    e.getMessage());
            RedisState found = e.isReply() ? RedisState.ERROR : RedisState.DISCONNECTED;
            return new Storage(embedded(settings, clock), true, false, found, null);
        }
    }

    private static Storage shared(ServerSettings settings) {
        Redis redis = Redis.connect(settings.redis());
        try {
            RedisBackend backend = RedisBackend.open(redis, settings.redisBackend());
            return new Storage(backend, true, true, RedisState.CONNECTED, redis);
        } catch (RuntimeException e) {
            redis.close();
            throw e;
        }
    }

    private static InMemoryBackend embedded(ServerSettings settings, Clock clock) {
        try {
            EmbeddedSettings embedded = EmbeddedSettings.of(settings.storageDir());
            long cache = Math.min(embedded.cacheBytes(), Runtime.getRuntime().maxMemory() / 8);
            return InMemoryBackend.open(embedded.withCacheBytes(cache), clock);
        } catch (IOException e) {
            throw new StartRefusedException(
                    "STORAGE_DIR must be a folder that the server can read and write, got '%s'"
                            .formatted(settings.storageDir()),
                    e);
        } catch (IllegalStateException e) {
            throw new StartRefusedException(
                    "STORAGE_DIR must be a folder that no other process uses, got '%s'"
                            .formatted(settings.storageDir()),
                    e);
        }
    }
}
