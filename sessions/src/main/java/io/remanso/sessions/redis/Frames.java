package io.remanso.sessions.redis;

import io.lettuce.core.KeyValue;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.remanso.redis.Redis;
import io.remanso.redis.RedisCalls;
import io.remanso.redis.RedisConnection;
import io.remanso.redis.RedisFailure;
import io.remanso.tables.ChunkName;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Fetches frames out of a hash in Redis, many at a time. Thread-safe. */
final class Frames {

    /** As many travel over the connection that all share; for more a dedicated one is taken. */
    private static final int FEW = 32;

    /** As many are asked for at once: the columns of most tables. */
    private static final int BATCH = 64;

    private static final int MOST_UNDER_WAY = 3;

    private final Redis redis;

    Frames(Redis redis) {
        this.redis = redis;
    }

    /**
     * The answer of a script on the session or item, and the frames.
     *
     * @param frames those that are there; none when the script did not answer ok
     */
    record Fetched(Answer answer, Map<ChunkName, byte[]> frames) {}

    /**
     * Asks whether the session or item is there and, on the same way, for frames.
     *
     * @param asked chunks of which it is asked whether they are there
     * @param names chunks whose frames are fetched
     * @throws RedisFailure when Redis does not answer
     */
    Fetched fetch(ChunkPlace place, Collection<ChunkName> asked, Collection<ChunkName> names) {
        List<ChunkName> all = List.copyOf(names);
        if (all.size() <= FEW) {
            return redis.callRepeatable(commands -> begin(commands, place, asked, all));
        }
        try (RedisConnection connection = redis.dedicated()) {
            int first = Math.min(BATCH, all.size());
            CompletableFuture<Fetched> begun =
                    connection.sendRepeatable(
                            commands -> begin(commands, place, asked, all.subList(0, first)));
            Map<ChunkName, byte[]> rest =
                    fetch(connection, place.hash(), all.subList(first, all.size()));
            Fetched fetched = await(begun);
            fetched.frames().putAll(rest);
            return fetched;
        }
    }

    /**
     * The frames of these chunks that are there.
     *
     * @throws RedisFailure when Redis does not answer
     */
    Map<ChunkName, byte[]> fetch(byte[] hash, Collection<ChunkName> names) {
        List<ChunkName> all = List.copyOf(names);
        if (all.size() <= FEW) {
            return redis.callRepeatable(commands -> request(commands, hash, all));
        }
        try (RedisConnection connection = redis.dedicated()) {
            return fetch(connection, hash, all);
        }
    }

    private static CompletionStage<Fetched> begin(
            RedisClusterAsyncCommands<byte[], byte[]> commands,
            ChunkPlace place,
            Collection<ChunkName> asked,
            List<ChunkName> names) {
        CompletionStage<List<@Nullable Object>> answer =
                place.look()
                        .send(
                                commands,
                                place.keys().toArray(byte[][]::new),
                                asked.stream().map(Arguments::bytes).toArray(byte[][]::new));
        return answer.thenCombine(
                request(commands, place.hash(), names),
                (items, frames) -> new Fetched(new Answer(items), frames));
    }

    /** Further batches, some of them under way at once. */
    private static Map<ChunkName, byte[]> fetch(
            RedisCalls calls, byte[] hash, List<ChunkName> names) {
        Map<ChunkName, byte[]> frames = new HashMap<>();
        Queue<CompletableFuture<Map<ChunkName, byte[]>>> underWay = new ArrayDeque<>();
        for (int from = 0; from < names.size(); from += BATCH) {
            List<ChunkName> batch = names.subList(from, Math.min(from + BATCH, names.size()));
            if (underWay.size() == MOST_UNDER_WAY) {
                frames.putAll(await(underWay.remove()));
            }
            underWay.add(calls.sendRepeatable(commands -> request(commands, hash, batch)));
        }
        while (!underWay.isEmpty()) {
            frames.putAll(await(underWay.remove()));
        }
        return frames;
    }

    private static <T> T await(CompletableFuture<T> call) {
        try {
            return call.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static CompletionStage<Map<ChunkName, byte[]>> request(
            RedisClusterAsyncCommands<byte[], byte[]> commands,
            byte[] hash,
            List<ChunkName> names) {
        if (names.isEmpty()) {
            return CompletableFuture.completedFuture(new HashMap<>());
        }
        byte[][] fields = names.stream().map(Arguments::bytes).toArray(byte[][]::new);
        return commands.hmget(hash, fields).thenApply(values -> byName(names, values));
    }

    private static Map<ChunkName, byte[]> byName(
            List<ChunkName> names, List<KeyValue<byte[], byte[]>> values) {
        Map<ChunkName, byte[]> frames = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            if (values.get(i).hasValue()) {
                frames.put(names.get(i), values.get(i).getValue());
            }
        }
        return frames;
    }
}
