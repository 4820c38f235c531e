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
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Redis processes that the tests of one class share, with a connection to them. Each {@link #open}
 * empties them. Time passes by moving the expiry of every key.
 *
 * <pre>{@code
 * @RegisterExtension static final SharedRedis redis = SharedRedis.cluster();
 * }</pre>
 */
final class SharedRedis implements BeforeAllCallback, AfterAllCallback, AutoCloseable {

    private static final String PASS =
            """
            for _, key in ipairs(redis.call('KEYS', '*')) do
                local ends = redis.call('PEXPIRETIME', key)
                if ends > 0 then
                    redis.call('PEXPIREAT', key, string.format('%d', ends - ARGV[1]))
                end
            end
            """;

    private static final long GONE = -2;

    private final Supplier<Processes> start;
    private @Nullable Processes processes;
    private @Nullable Redis redis;

    private SharedRedis(Supplier<Processes> start) {
        this.start = start;
    }

    /** What was started. */
    private record Processes(Runnable end, List<RedisServer> masters, String url) {}

    /**
     * Settings for a machine that may be busy with much else: patient until there is a connection.
     */
    static RedisSettings settings(String url) {
        return RedisSettings.of(url).withConnectTimeout(Duration.ofSeconds(30));
    }

    static SharedRedis single() {
        return new SharedRedis(() -> {
            RedisServer server = RedisServer.start();
            return new Processes(server::close, List.of(server), server.url());
        });
    }

    static SharedRedis cluster() {
        return new SharedRedis(() -> of(RedisCluster.start()));
    }

    private static Processes of(RedisCluster cluster) {
        return new Processes(cluster::close, cluster.nodes(), cluster.url());
    }

    static SharedRedis sentinel() {
        return new SharedRedis(() -> {
            RedisSentinel sentinel = RedisSentinel.start();
            return new Processes(sentinel::close, List.of(sentinel.master()), sentinel.url());
        });
    }

    /** This Cluster, connected; it is closed with it. */
    static SharedRedis over(RedisCluster cluster) {
        SharedRedis shared = new SharedRedis(() -> of(cluster));
        shared.start();
        return shared;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    private void start() {
        Processes started = start.get();
        processes = started;
        redis = Redis.connect(settings(started.url()));
    }

    @Override
    public void close() {
        redis().close();
        processes().end().run();
    }

    private Processes processes() {
        return Objects.requireNonNull(processes, "not started");
    }

    private List<RedisServer> masters() {
        return processes().masters();
    }

    Redis redis() {
        return Objects.requireNonNull(redis, "not started");
    }

    /** The only server of a single Redis, the master behind Sentinels. */
    RedisServer server() {
        return masters().getFirst();
    }

    RedisBackend backend() {
        return RedisBackend.open(redis(), RedisBackendSettings.DEFAULTS);
    }

    /** A process of its own on the same Redis, which sends chunks ahead from so many bytes on. */
    RedisBackend backend(int batchBytes, Duration stagingTtl) {
        return new RedisBackend(
                redis(),
                RedisBackendSettings.DEFAULTS.withStagingTtl(stagingTtl),
                Durability.NONE,
                Scripts.load(),
                batchBytes);
    }

    BackendUnderTest open() {
        clear();
        return new UnderTest(backend());
    }

    /** Removes every key. */
    void clear() {
        masters().forEach(master -> master.call("FLUSHALL"));
    }

    /** All keys, over all masters. */
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (RedisServer master : masters()) {
            try (Resp resp = master.connect()) {
                keys.addAll(scan(resp));
            }
        }
        return keys;
    }

    /** When each key expires, in milliseconds since 1970; -1 when it would stay for ever. */
    Map<String, Long> ends() {
        Map<String, Long> ends = new TreeMap<>();
        for (RedisServer master : masters()) {
            try (Resp resp = master.connect()) {
                for (String key : scan(resp)) {
                    ends.put(key, (Long) Objects.requireNonNull(resp.call("PEXPIRETIME", key)));
                }
            }
        }
        ends.values().removeIf(end -> end == GONE);
        return ends;
    }

    /**
     * Brings the expiry of all keys nearer, those of one server at one moment as time does.
     * Expiries that are on their way to the index come first: a call on the same connection waits
     * for them.
     */
    void pass(Duration time) {
        byte[] index = new Keys(RedisBackendSettings.DEFAULTS.keyPrefix()).index();
        redis().sendRepeatable(commands -> commands.exists(index)).join();
        for (RedisServer master : masters()) {
            master.call("EVAL", PASS, "0", Long.toString(time.toMillis()));
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
