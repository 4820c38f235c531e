package io.remanso.sessions.redis;

import io.remanso.redis.Redis;
import io.remanso.redis.RedisSettings;
import io.remanso.sessions.storage.StorageBackend;
import io.remanso.sessions.testing.BackendUnderTest;
import io.remanso.testing.RedisCluster;
import io.remanso.testing.RedisSentinel;
import io.remanso.testing.RedisServer;
import io.remanso.testing.Resp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Redis processes that the tests of one class share, with a connection to them. Each {@link #open}
 * empties them. Time passes by moving the expiry of every key.
 */
final class SharedRedis implements AutoCloseable {

    private final Runnable processes;
    private final List<RedisServer> masters;
    private final Redis redis;

    private SharedRedis(Runnable processes, List<RedisServer> masters, String url) {
        this.processes = processes;
        this.masters = masters;
        this.redis = Redis.connect(RedisSettings.of(url));
    }

    static SharedRedis single(String... configLines) {
        RedisServer server = RedisServer.start(configLines);
        return new SharedRedis(server::close, List.of(server), server.url());
    }

    static SharedRedis cluster() {
        RedisCluster cluster = RedisCluster.start();
        return new SharedRedis(cluster::close, cluster.nodes(), cluster.url());
    }

    static SharedRedis sentinel() {
        RedisSentinel sentinel = RedisSentinel.start();
        return new SharedRedis(sentinel::close, List.of(sentinel.master()), sentinel.url());
    }

    Redis redis() {
        return redis;
    }

    /** The only server of a single Redis, the master behind Sentinels. */
    RedisServer server() {
        return masters.getFirst();
    }

    RedisBackend backend() {
        return RedisBackend.open(redis, RedisBackendSettings.DEFAULTS);
    }

    BackendUnderTest open() {
        clear();
        return new UnderTest(backend());
    }

    /** Removes every key. */
    void clear() {
        masters.forEach(master -> master.call("FLUSHALL"));
    }

    /** All keys, over all masters. */
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (RedisServer master : masters) {
            try (Resp resp = master.connect()) {
                keys.addAll(scan(resp));
            }
        }
        return keys;
    }

    /** The keys that would stay for ever. */
    List<String> keysWithoutExpiry() {
        List<String> endless = new ArrayList<>();
        for (RedisServer master : masters) {
            try (Resp resp = master.connect()) {
                for (String key : scan(resp)) {
                    if (Objects.equals(resp.call("PEXPIRETIME", key), -1L)) {
                        endless.add(key);
                    }
                }
            }
        }
        return endless;
    }

    /** Brings the expiry of all keys nearer. */
    void pass(Duration time) {
        for (RedisServer master : masters) {
            try (Resp resp = master.connect()) {
                for (String key : scan(resp)) {
                    long end = (Long) Objects.requireNonNull(resp.call("PEXPIRETIME", key));
                    if (end > 0) {
                        resp.call("PEXPIREAT", key, "" + (end - time.toMillis()));
                    }
                }
            }
        }
    }

    private static List<String> scan(Resp resp) {
        List<String> keys = new ArrayList<>();
        String cursor = "0";
        do {
            List<?> reply = (List<?>) Objects.requireNonNull(resp.call("SCAN", cursor));
            cursor = String.valueOf(reply.get(0));
            for (Object key : (List<?>) Objects.requireNonNull(reply.get(1))) {
                keys.add(String.valueOf(key));
            }
        } while (!cursor.equals("0"));
        return keys;
    }

    @Override
    public void close() {
        redis.close();
        processes.run();
    }

    private final class UnderTest implements BackendUnderTest {

        private final RedisBackend backend;

        UnderTest(RedisBackend backend) {
            this.backend = backend;
        }

        @Override
        public StorageBackend backend() {
            return backend;
        }

        @Override
        public Clock clock() {
            return Clock.systemUTC();
        }

        @Override
        public void pass(Duration time) {
            SharedRedis.this.pass(time);
        }

        @Override
        public void close() {
            backend.close();
        }
    }
}
