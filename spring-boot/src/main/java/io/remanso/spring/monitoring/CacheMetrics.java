package io.remanso.spring.monitoring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.remanso.cache.Cache;
import io.remanso.cache.CacheStats;
import io.remanso.cache.Caches;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * The counts of every cache, whoever made it, with the cache's name and where it matters the tier.
 */
final class CacheMetrics implements MeterBinder {

    private final Caches caches;

    CacheMetrics(Caches caches) {
        this.caches = caches;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("remanso.cache.connected", caches, c -> c.connected() ? 1 : 0)
                .description("1 when Redis answers and invalidations of other nodes arrive")
                .register(registry);
        Gauge.builder("remanso.cache.pending", caches, Caches::pending)
                .description("Writes and invalidations that wait for Redis to return")
                .register(registry);
        caches.onCreate(cache -> bind(cache, registry));
    }

    private static void bind(Cache<?, ?> cache, MeterRegistry registry) {
        Counts counts = new Counts(cache, registry);
        counts.ofTier("hits", "near", "Reads answered", CacheStats::nearHits);
        counts.ofTier("hits", "far", "Reads answered", CacheStats::farHits);
        counts.of("misses", "Reads that neither tier could answer", CacheStats::misses);
        counts.of("stale", "Stale values that stood in", CacheStats::staleServed);
        counts.of("load.failures", "Loads that ended with an error", CacheStats::loadFailures);
        counts.of("joined", "Reads that shared the load of another", s -> s.joined() + s.waits());
        counts.of("puts", "Values stored by callers", CacheStats::puts);
        counts.of("invalidations", "Drops asked for", CacheStats::invalidations);
        counts.of("unreadable", "Damaged or unknown entries in Redis", CacheStats::unreadable);
        counts.of("redis.failures", "Calls to Redis that failed", CacheStats::redisFailures);
        counts.ofTier(
                "evictions",
                "near",
                "Entries that left for want of room",
                CacheStats::nearEvictions);
        FunctionTimer.builder(
                        "remanso.cache.loads",
                        cache,
                        c -> c.stats().loads() + c.stats().loadFailures(),
                        c -> c.stats().loadTime().toNanos(),
                        TimeUnit.NANOSECONDS)
                .description("Loads, failed ones too, and the time they took")
                .tag("cache", cache.name())
                .register(registry);
        Gauge.builder("remanso.cache.entries", cache, c -> c.stats().nearEntries())
                .description("Entries in process")
                .tags("cache", cache.name(), "tier", "near")
                .register(registry);
    }

    /** The counters of one cache in one registry. */
    private record Counts(Cache<?, ?> cache, MeterRegistry registry) {

        void of(String name, String description, ToLongFunction<CacheStats> count) {
            register(name, Tags.of("cache", cache.name()), description, count);
        }

        void ofTier(
                String name, String tier, String description, ToLongFunction<CacheStats> count) {
            register(name, Tags.of("cache", cache.name(), "tier", tier), description, count);
        }

        private void register(
                String name, Tags tags, String description, ToLongFunction<CacheStats> count) {
            FunctionCounter.builder(
                            "remanso.cache." + name, cache, c -> count.applyAsLong(c.stats()))
                    .description(description)
                    .tags(tags)
                    .register(registry);
        }
    }
}
