package io.remanso.cache.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.GetExArgs;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.remanso.redis.Redis;
import io.remanso.redis.RedisFailure;
import io.remanso.redis.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The entries and leases in Redis. Every call waits for its answer, no longer than the limit, and
 * throws a {@link RedisFailure} when there is none. Thread-safe.
 */
final class FarTier {

    private static final Script ACQUIRE = Script.ofList(Lua.ACQUIRE);
    private static final Script RELEASE = Script.ofNumber(Lua.RELEASE);
    private static final Script RENEW = Script.ofNumber(Lua.RENEW);
    private static final Script TOUCH = Script.ofNumber(Lua.TOUCH);
    private static final Script STORE = Script.ofNumber(Lua.STORE);
    private static final Script STORE_AND_APPEND = Script.ofList(Lua.STORE_AND_APPEND);
    private static final Script REPLACE = Script.ofNumber(Lua.REPLACE);
    private static final Script REPLACE_AND_APPEND = Script.ofList(Lua.REPLACE_AND_APPEND);
    private static final Script DROP = Script.ofNumber(Lua.DROP);
    private static final Script DROP_AND_APPEND = Script.ofList(Lua.DROP_AND_APPEND);

    /** How many keys one script drops: so few that Redis is not held up. */
    private static final int DROPS_AT_ONCE = 200;

    /** How many keys one command reads. */
    private static final int READS_AT_ONCE = 500;

    /** How many keys one script stores. */
    private static final int STORES_AT_ONCE = 50;

    /** How many keys Redis looks at in one step of a walk: a fraction of a millisecond. */
    static final int LOOKS_AT_ONCE = 200;

    private final Redis redis;
    private final RedisKeys keys;
    private final Journal journal;
    private final Script publish;
    private final boolean cluster;
    private final RedisTime time;
    private final Patience patience;

    FarTier(
            Redis redis,
            RedisKeys keys,
            Journal journal,
            Script publish,
            boolean cluster,
            RedisTime time,
            Duration limit) {
        this.redis = redis;
        this.keys = keys;
        this.journal = journal;
        this.publish = publish;
        this.cluster = cluster;
        this.time = time;
        this.patience = new Patience(limit);
    }

    /** Whether a write or drop and its event are one step, so that the log tells their order. */
    boolean tellsInOneStep() {
        return !cluster;
    }

    boolean available() {
        return redis.isAvailable();
    }

    /**
     * The entry's bytes; null when there are none.
     *
     * @param idle how long the entry may then go unread, in milliseconds; 0 for no limit
     */
    byte @Nullable [] read(String key, long idle) {
        byte[] entry = keys.entry(key);
        return patience.await(redis.sendRepeatable(c -> reading(c, entry, idle)));
    }

    private static CompletionStage<byte @Nullable []> reading(
            RedisClusterAsyncCommands<byte[], byte[]> commands, byte[] entry, long idle) {
        return idle == 0 ? commands.get(entry) : commands.getex(entry, new GetExArgs().px(idle));
    }

    /** The bytes of several entries in one round trip, in the order of the keys. */
    List<byte @Nullable []> readAll(List<String> all, long idle) {
        boolean single = cluster || idle != 0;
        return patience.await(
                redis.sendRepeatable(c ->
                        single
                                ? Pipeline.of(all, key -> reading(c, keys.entry(key), idle))
                                : readingAll(c, all)));
    }

    private CompletionStage<List<byte @Nullable []>> readingAll(
            RedisClusterAsyncCommands<byte[], byte[]> commands, List<String> all) {
        byte[][] entries = all.stream().map(keys::entry).toArray(byte[][]::new);
        int parts = (entries.length + READS_AT_ONCE - 1) / READS_AT_ONCE;
        return Pipeline.ofIndexes(
                        parts,
                        i -> {
                            int from = i * READS_AT_ONCE;
                            int to = Math.min(entries.length, from + READS_AT_ONCE);
                            return commands.mget(Arrays.copyOfRange(entries, from, to));
                        })
                .thenApply(answers -> {
                    List<byte @Nullable []> values = new ArrayList<>(entries.length);
                    answers.forEach(
                            part -> part.forEach(one -> values.add(one.getValueOrElse(null))));
                    return values;
                });
    }

    /**
     * Asks for the right to load a key.
     *
     * @param seen the bytes of the entry that this caller found wanting; null when there was none
     * @param willWait whether to be woken when the load of another ends
     */
    LeaseAnswer acquire(
            String key, String token, Duration lease, byte @Nullable [] seen, boolean willWait) {
        return patience.await(redis.send(c -> acquiring(c, key, token, lease, seen, willWait)));
    }

    /** Asks for the right to load several keys in one round trip. */
    List<LeaseAnswer> acquireAll(
            List<String> all, String token, Duration lease, List<byte @Nullable []> seen) {
        return patience.await(
                redis.send(c ->
                        Pipeline.ofIndexes(
                                all.size(),
                                i -> acquiring(c, all.get(i), token, lease, seen.get(i), false))));
    }

    private CompletionStage<LeaseAnswer> acquiring(
            RedisClusterAsyncCommands<byte[], byte[]> commands,
            String key,
            String token,
            Duration lease,
            byte @Nullable [] seen,
            boolean willWait) {
        return ACQUIRE.<List<Object>>run(
                        commands,
                        triple(key),
                        bytes(token),
                        bytes(lease.toMillis()),
                        seen == null ? new byte[0] : EntryFrame.mark(seen),
                        bytes(willWait ? 1 : 0))
                .thenApply(LeaseAnswer::of);
    }

    /**
     * Stores what was loaded, if the lease is still held.
     *
     * @return whether it was
     */
    boolean publish(String key, String token, byte[] entry, long millis) {
        return patience.await(redis.send(c -> publishing(c, key, token, entry, millis)));
    }

    /** Stores several loads in one round trip; tells of each whether its lease was still held. */
    List<Boolean> publishAll(
            List<String> all, String token, List<byte[]> entries, List<Long> millis) {
        return patience.await(
                redis.send(c ->
                        Pipeline.ofIndexes(
                                all.size(),
                                i ->
                                        publishing(
                                                c,
                                                all.get(i),
                                                token,
                                                entries.get(i),
                                                millis.get(i)))));
    }

    private CompletionStage<Boolean> publishing(
            RedisClusterAsyncCommands<byte[], byte[]> commands,
            String key,
            String token,
            byte[] entry,
            long millis) {
        return publish.<Long>run(
                        commands, triple(key), bytes(token), entry, bytes(millis), keys.ready())
                .thenApply(held -> held == 1);
    }

    /**
     * Gives a lease back without a value.
     *
     * @param pause for which nobody shall try to load the key; zero for none
     * @return whether it was held
     */
    boolean release(String key, String token, Duration pause) {
        Request<Long> request =
                c ->
                        RELEASE.run(
                                c,
                                triple(key),
                                bytes(token),
                                keys.ready(),
                                bytes(pause.toMillis()));
        return patience.await(redis.send(request)) == 1;
    }

    /**
     * Keeps an entry for a time from now on, if it still is the one that was read. Does not wait
     * for the answer.
     */
    void touch(String key, byte[] entry, long millis) {
        redis.<Long>send(c ->
                        TOUCH.run(
                                c,
                                new byte[][] {keys.entry(key)},
                                EntryFrame.mark(entry),
                                bytes(millis)))
                .exceptionally(error -> null);
    }

    /**
     * Gives back leases that were asked for without an answer in time: Redis may grant them yet.
     * Does not wait for the answer.
     */
    void forget(List<String> all, String token) {
        for (String key : all) {
            redis.<Long>send(c -> RELEASE.run(c, triple(key), bytes(token), keys.ready(), bytes(0)))
                    .exceptionally(error -> null);
        }
    }

    /** Prolongs a lease. Does not wait for the answer. */
    void renew(String key, String token, Duration lease) {
        redis.<Long>send(c ->
                        RENEW.run(
                                c,
                                new byte[][] {keys.lease(key)},
                                bytes(token),
                                bytes(lease.toMillis())))
                .exceptionally(error -> null);
    }

    /** Stores an entry whoever loads it, and tells every node. */
    Ack store(String key, byte[] entry, long millis) {
        return storeAll(List.of(key), List.of(entry), List.of(millis));
    }

    /** Stores several entries, and tells every node. */
    Ack storeAll(List<String> all, List<byte[]> entries, List<Long> millis) {
        if (!cluster) {
            byte[] deadline = deadline();
            return inParts(
                    all,
                    STORES_AT_ONCE,
                    (c, from, to) ->
                            storingAndTelling(
                                    c,
                                    all.subList(from, to),
                                    entries.subList(from, to),
                                    millis.subList(from, to),
                                    deadline));
        }
        patience.await(
                redis.send(c ->
                        Pipeline.ofIndexes(
                                all.size(),
                                i -> storing(c, all.get(i), entries.get(i), millis.get(i)))));
        return journal.append(new LogEvent.Keys(all));
    }

    private CompletionStage<Ack> storingAndTelling(
            RedisClusterAsyncCommands<byte[], byte[]> commands,
            List<String> part,
            List<byte[]> entries,
            List<Long> millis,
            byte[] deadline) {
        byte[][] args = new byte[2 * part.size()][];
        for (int i = 0; i < part.size(); i++) {
            args[2 * i] = entries.get(i);
            args[2 * i + 1] = bytes(millis.get(i));
        }
        byte[][] head = concat(new byte[][] {deadline, keys.ready()}, telling(part));
        return STORE_AND_APPEND
                .<List<Object>>run(
                        commands, concat(triples(part), journal.logKeys()), concat(head, args))
                .thenApply(Ack::of);
    }

    private CompletionStage<Long> storing(
            RedisClusterAsyncCommands<byte[], byte[]> commands,
            String key,
            byte[] entry,
            long millis) {
        return STORE.run(commands, triple(key), entry, bytes(millis), keys.ready());
    }

    /** Until when this node surely waits for a write that is sent now, by the clock of Redis. */
    private byte[] deadline() {
        return bytes(time.earliestMillis() + patience.limit().toMillis());
    }

    private byte[][] telling(List<String> part) {
        return journal.appendArgs(new LogEvent.Keys(part));
    }

    /** Sends a part of a list of keys. */
    private interface Part {
        CompletionStage<Ack> send(
                RedisClusterAsyncCommands<byte[], byte[]> commands, int from, int to);
    }

    /** One script per part, all in one round trip; each part and its event are one step. */
    private Ack inParts(List<String> all, int size, Part part) {
        int count = (all.size() + size - 1) / size;
        return patience
                .await(
                        redis.send(c ->
                                Pipeline.ofIndexes(
                                        count,
                                        i ->
                                                part.send(
                                                        c,
                                                        i * size,
                                                        Math.min(all.size(), (i + 1) * size)))))
                .stream()
                .reduce(Ack::orLater)
                .orElseThrow();
    }

    /**
     * Replaces an entry if it is still the one that was seen, and tells every node.
     *
     * @param entry the new entry; null to drop it
     * @return null when another entry stands there
     */
    @Nullable Ack replace(
            String key, byte @Nullable [] seen, byte @Nullable [] entry, long millis) {
        byte[] nothing = new byte[0];
        byte[][] args = {
            seen == null ? nothing : EntryFrame.mark(seen),
            entry == null ? nothing : entry,
            bytes(millis),
            keys.ready()
        };
        List<String> part = List.of(key);
        if (!cluster) {
            byte[][] all = concat(concat(args, new byte[][] {deadline()}), telling(part));
            List<Object> answer =
                    patience.await(
                            redis.send(c ->
                                    REPLACE_AND_APPEND.run(
                                            c, concat(triple(key), journal.logKeys()), all)));
            return answer.size() == 1 ? null : Ack.of(answer);
        }
        Request<Long> request = c -> REPLACE.run(c, triple(key), args);
        return patience.await(redis.send(request)) == 1
                ? journal.append(new LogEvent.Keys(part))
                : null;
    }

    /** Drops entries and the right to publish them, and tells every node. */
    Ack drop(Collection<String> all) {
        List<String> list = List.copyOf(all);
        if (!cluster) {
            return inParts(
                    list,
                    DROPS_AT_ONCE,
                    (c, from, to) -> droppingAndTelling(c, list.subList(from, to)));
        }
        patience.await(
                redis.send(c ->
                        Pipeline.of(list, key -> DROP.<Long>run(c, triple(key), keys.ready()))));
        return journal.append(new LogEvent.Keys(list));
    }

    private CompletionStage<Ack> droppingAndTelling(
            RedisClusterAsyncCommands<byte[], byte[]> commands, List<String> part) {
        byte[][] args = concat(new byte[][] {keys.ready()}, telling(part));
        return DROP_AND_APPEND
                .<List<Object>>run(commands, concat(triples(part), journal.logKeys()), args)
                .thenApply(Ack::of);
    }

    /**
     * One step of a walk over the entries that match.
     *
     * @param from where the last step ended
     */
    Step walk(String glob, ScanCursor from) {
        ScanArgs args =
                ScanArgs.Builder.limit(LOOKS_AT_ONCE).match(keys.entries(glob).getBytes(UTF_8));
        KeyScanCursor<byte[]> step = patience.await(redis.sendRepeatable(c -> c.scan(from, args)));
        return new Step(step.getKeys().stream().map(keys::key).toList(), step);
    }

    /**
     * A step of a walk.
     *
     * @param found keys as invalidations name them
     * @param end where to go on
     */
    record Step(List<String> found, ScanCursor end) {}

    /** {@link #drop} of everything that matches, in small batches; tells every node at the end. */
    Dropped dropMatching(String glob) {
        return new GlobDrop(redis, keys, patience).run(glob, journal);
    }

    /**
     * What a drop by pattern did.
     *
     * @param count entries dropped
     */
    record Dropped(long count, Ack ack) {}

    private byte[][] triple(String key) {
        return new byte[][] {keys.entry(key), keys.lease(key), keys.waiting(key)};
    }

    private byte[][] triples(List<String> all) {
        byte[][] names = new byte[3 * all.size()][];
        for (int i = 0; i < all.size(); i++) {
            System.arraycopy(triple(all.get(i)), 0, names, 3 * i, 3);
        }
        return names;
    }

    private static byte[][] concat(byte[][] a, byte[][] b) {
        byte[][] all = new byte[a.length + b.length][];
        System.arraycopy(a, 0, all, 0, a.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    static byte[] bytes(long number) {
        return Long.toString(number).getBytes(US_ASCII);
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** Fails a call that takes longer than the limit. */
    record Patience(Duration limit) {
        <T extends @Nullable Object> T await(CompletableFuture<T> call) {
            return Waiting.on(call, limit);
        }
    }
}
