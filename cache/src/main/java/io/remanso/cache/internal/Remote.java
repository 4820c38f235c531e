package io.remanso.cache.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.remanso.redis.MessageListener;
import io.remanso.redis.Redis;
import io.remanso.redis.RedisTopology;
import io.remanso.redis.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The part of a node that is about Redis: entries, leases, the log, and messages to waiters. */
final class Remote implements AutoCloseable {

    private final Redis redis;
    private final Duration limit;
    private final RedisKeys keys;
    private final Journal journal;
    private final FarTier far;
    private final LogFollower follower;
    private final Settling settling;
    private final Waiters waiters = new Waiters();
    private @Nullable Subscription subscription;

    /**
     * @param limit the longest wait for an answer of Redis
     * @param rules what keeps the node coherent; tests break one of them at a time
     */
    Remote(Redis redis, String prefix, Duration limit, Rules rules, Node node) {
        this.redis = redis;
        this.limit = limit;
        this.keys = new RedisKeys(prefix);
        String name = UUID.randomUUID().toString().substring(0, 13);
        this.journal = new Journal(redis, keys, name, limit);
        boolean cluster = redis.settings().topology() instanceof RedisTopology.Cluster;
        this.far = new FarTier(redis, keys, journal, rules.publish(), cluster, node.time(), limit);
        this.follower = new LogFollower(redis, keys, journal, node, rules.continuity());
        this.settling = new Settling(far, journal, node);
    }

    void start() {
        follower.start(limit);
        subscription = redis.subscribe(List.of(keys.ready()), new Messages());
    }

    RedisKeys keys() {
        return keys;
    }

    Journal journal() {
        return journal;
    }

    FarTier far() {
        return far;
    }

    Waiters waiters() {
        return waiters;
    }

    /** Whether every invalidation of other nodes reaches this one. */
    boolean live() {
        return follower.live();
    }

    /** Does what was put off while Redis was away. */
    void settle() {
        settling.run();
    }

    /** Something was put off: it is done as soon as Redis answers. */
    void settleLater() {
        settling.later();
    }

    @Override
    public void close() {
        Subscription open = subscription;
        if (open != null) {
            open.close();
        }
        follower.close();
    }

    private final class Messages implements MessageListener {
        @Override
        public void onMessage(byte[] channel, byte[] message) {
            waiters.wake(new String(message, UTF_8));
        }

        @Override
        public void onSubscribed() {
            waiters.wakeAll();
        }
    }
}
