package io.remanso.cache.internal;

import io.remanso.redis.Redis;
import io.remanso.redis.RedisSettings;
import io.remanso.testing.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Nodes of one application, each with connections of its own. Closing ends them all. */
final class Nodes implements AutoCloseable {

    private static final AtomicInteger PREFIXES = new AtomicInteger();

    /** A limit for tests in which Redis does not answer. */
    static final Duration SHORT = Duration.ofMillis(500);

    private final Duration limit;
    private final List<Runnable> open = new ArrayList<>();
    final String prefix = "app" + PREFIXES.incrementAndGet() + ":";

    /** Nodes with the patience that a busy machine wants. */
    Nodes() {
        this(Duration.ofSeconds(10));
    }

    /**
     * @param limit the longest wait of a node for an answer of Redis
     */
    Nodes(Duration limit) {
        this.limit = limit;
    }

    /** A node that follows the log. */
    CacheEngine connect(String url) {
        return connect(url, Rules.SAFE);
    }

    CacheEngine connect(String url, Rules rules) {
        return connect(url, rules, new TickingClock());
    }

    CacheEngine connect(String url, Rules rules, CacheClock clock) {
        RedisSettings settings =
                RedisSettings.of(url)
                        .withSocketTimeout(limit.multipliedBy(4))
                        .withConnectTimeout(Duration.ofSeconds(20));
        Redis redis = opened(Redis.connect(settings));
        CacheEngine engine = CacheEngine.with(redis, prefix, limit, rules, clock);
        open.add(engine::close);
        Await.until("the node follows the log", engine::connected);
        return engine;
    }

    /** A connection that is closed with the nodes. */
    Redis opened(Redis redis) {
        open.add(redis::close);
        return redis;
    }

    @Override
    public void close() {
        open.reversed().forEach(Runnable::run);
    }
}
