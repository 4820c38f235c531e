package io.remanso.cache.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.remanso.redis.Redis;
import io.remanso.redis.RedisCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** The writing end of the invalidation log. Thread-safe. */
final class Journal {

    private static final Script APPEND = Script.ofList(Lua.APPEND);
    private static final Script ATTACH = Script.ofList(Lua.ATTACH);
    private static final Script GENERATIONS = Script.ofList(Lua.GENERATIONS);

    private final Redis redis;
    private final RedisKeys keys;
    private final String node;
    private final Duration limit;
    private final AtomicLong count = new AtomicLong();

    /**
     * @param node a name that no other node has
     */
    Journal(Redis redis, RedisKeys keys, String node, Duration limit) {
        this.redis = redis;
        this.keys = keys;
        this.node = node;
        this.limit = limit;
    }

    /** Writes an event. Its effects in Redis must have been acknowledged before. */
    Ack append(LogEvent event) {
        List<byte[]> args = new ArrayList<>(List.of(appendArgs(event)));
        event.subjects().forEach(subject -> args.add(FarTier.bytes(subject)));
        return Waiting.on(
                redis.send(c ->
                        APPEND.<List<Object>>run(c, logKeys(), args.toArray(byte[][]::new))
                                .thenApply(Ack::of)),
                limit);
    }

    byte[][] logKeys() {
        return new byte[][] {keys.meta(), keys.log(), keys.tags(), keys.spaces()};
    }

    /** The arguments of a script that ends by appending: epoch if new, nonce, kind, data. */
    byte[][] appendArgs(LogEvent event) {
        return new byte[][] {
            FarTier.bytes(newEpoch()),
            FarTier.bytes(node + '-' + count.incrementAndGet()),
            new byte[] {(byte) event.kind()},
            event.data()
        };
    }

    /** Whether an event of this nonce was written by this node. */
    boolean isOwn(String nonce) {
        return nonce.startsWith(node) && nonce.startsWith("-", node.length());
    }

    /**
     * Where the log is, and whether a node may go on from where it was.
     *
     * @param nonce of the last event
     * @param goOn whether no event was lost that the node has not seen
     * @param redisMillis the time of Redis
     */
    record Attached(String epoch, long seq, boolean goOn, String nonce, long redisMillis) {}

    Attached attach(RedisCalls calls, Position position, String nonce) {
        List<Object> answer =
                Waiting.on(
                        calls.send(c ->
                                ATTACH.<List<Object>>run(
                                        c,
                                        logKeys(),
                                        FarTier.bytes(newEpoch()),
                                        FarTier.bytes(position.epoch()),
                                        FarTier.bytes(position.seq()),
                                        FarTier.bytes(nonce))),
                        limit);
        return new Attached(
                text(answer.get(0)),
                (Long) answer.get(1),
                (Long) answer.get(2) == 1,
                text(answer.get(3)),
                (Long) answer.get(4) * 1000 + (Long) answer.get(5) / 1000);
    }

    /**
     * What Redis knows of generations.
     *
     * @param floor the number since which Redis knows every invalidation of a tag
     * @param last per name the number of its last invalidation; 0 when there is none
     */
    record Known(String epoch, long floor, Map<String, Long> last) {}

    /**
     * @param names each after its letter, n for a namespace and t for a tag
     */
    Known known(List<String> names) {
        byte[][] generationKeys = {keys.meta(), keys.tags(), keys.spaces()};
        byte[][] args = names.stream().map(FarTier::bytes).toArray(byte[][]::new);
        List<Object> answer =
                Waiting.on(
                        redis.sendRepeatable(
                                c -> GENERATIONS.<List<Object>>run(c, generationKeys, args)),
                        limit);
        Map<String, Long> last = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            last.put(names.get(i), (Long) answer.get(i + 2));
        }
        return new Known(text(answer.get(0)), (Long) answer.get(1), last);
    }

    private static String newEpoch() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    private static String text(Object answer) {
        return new String((byte[]) answer, UTF_8);
    }
}
