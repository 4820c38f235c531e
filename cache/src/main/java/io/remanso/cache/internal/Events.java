package io.remanso.cache.internal;

import io.remanso.cache.Cache.Subscription;
import io.remanso.cache.CacheEvent;
import io.remanso.cache.CacheEvent.Kind;
import io.remanso.cache.CacheEvent.Tier;
import io.remanso.cache.CacheListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The events of one cache, on their way to listeners and to the log. The logger is named after the
 * cache, {@code io.remanso.cache.NAME}: what somebody should look at is logged at WARN, everything
 * else at DEBUG, with the fields event, cache, key, tier and millis.
 */
final class Events {

    private final String cache;
    private final Logger log;
    private final Consumer<Boolean> nearHitsWanted;
    private final List<CacheListener> listeners = new CopyOnWriteArrayList<>();

    /**
     * @param nearHitsWanted told whether anybody wants to hear of hits in process
     */
    Events(String cache, Consumer<Boolean> nearHitsWanted) {
        this.nearHitsWanted = nearHitsWanted;
        this.cache = cache;
        this.log = LoggerFactory.getLogger("io.remanso.cache." + cache);
    }

    Subscription add(CacheListener listener) {
        listeners.add(listener);
        nearHitsWanted.accept(anybodyWantsNearHits());
        return () -> {
            listeners.remove(listener);
            nearHitsWanted.accept(anybodyWantsNearHits());
        };
    }

    private boolean anybodyWantsNearHits() {
        return listeners.stream().anyMatch(CacheListener::wantsNearHits);
    }

    void emit(Kind kind, @Nullable String key, @Nullable Tier tier) {
        emit(kind, key, tier, 0, null);
    }

    void emit(
            Kind kind,
            @Nullable String key,
            @Nullable Tier tier,
            long nanos,
            @Nullable Throwable error) {
        log(kind, key, tier, nanos, error);
        if (listeners.isEmpty()) {
            return;
        }
        CacheEvent event = new CacheEvent(cache, kind, key, tier, Duration.ofNanos(nanos), error);
        for (CacheListener listener : listeners) {
            try {
                listener.onEvent(event);
            } catch (RuntimeException e) {
                log.warn("A listener of cache '{}' failed at {}", cache, event, e);
            }
        }
    }

    private void log(
            Kind kind,
            @Nullable String key,
            @Nullable Tier tier,
            long nanos,
            @Nullable Throwable error) {
        Level level =
                switch (kind) {
                    case LOAD_FAILED, UNREADABLE, FLUSH -> Level.WARN;
                    case HIT, MISS, STALE_SERVED, LOAD, PUT, INVALIDATE -> Level.DEBUG;
                    case INVALIDATE_TAGS, INVALIDATE_GLOB, CLEAR -> Level.DEBUG;
                    case PUBLISH_REFUSED, REDIS_FAILED -> Level.DEBUG;
                };
        if (!log.isEnabledForLevel(level)) {
            return;
        }
        LoggingEventBuilder line =
                log.atLevel(level).addKeyValue("event", kind).addKeyValue("cache", cache);
        if (key != null) {
            line = line.addKeyValue("key", key);
        }
        if (tier != null) {
            line = line.addKeyValue("tier", tier);
        }
        if (nanos > 0) {
            line = line.addKeyValue("millis", nanos / 1_000_000.0);
        }
        if (error != null) {
            line = line.addKeyValue("error", String.valueOf(error.getMessage()));
        }
        line.log(kind.name());
    }
}
