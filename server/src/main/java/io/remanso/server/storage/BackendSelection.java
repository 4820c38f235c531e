package io.remanso.server.storage;

import io.remanso.server.settings.ServerSettings;
import io.remanso.server.settings.StartRefusedException;
import io.remanso.sessions.embedded.EmbeddedSettings;
import io.remanso.sessions.embedded.InMemoryBackend;
import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses where sessions live: the embedded backend, or Redis when it is wanted. This version has
 * no Redis backend, which counts as a Redis that cannot be reached.
 */
public final class BackendSelection {

    private static final Logger LOG = LoggerFactory.getLogger(BackendSelection.class);

    private BackendSelection() {}

    /**
     * Opens the storage; the caller closes it.
     *
     * @throws StartRefusedException when Redis is wanted, cannot be had, and nothing may stand in
     *     for it; or the storage folder cannot be used
     */
    public static Storage open(ServerSettings settings, Clock clock) {
        if (settings.redisWanted() && !settings.fallbackToMemory()) {
            throw new StartRefusedException(
                    "Redis is switched on and STORAGE_FALLBACK_TO_MEMORY is false, but this version has no Redis backend yet;"
                            + " set STORAGE_BACKEND=inmemory, or allow the fallback");
        }
        if (settings.redisWanted()) {
            LOG.warn(
                    "Redis is switched on, but this version has no Redis backend yet: sessions are kept in this process and its folder, and are not shared");
        }
        return new Storage(embedded(settings, clock), settings.redisWanted(), false);
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
