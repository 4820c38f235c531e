package io.remanso.cache.internal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One process, or one isolated instance in it, among those that share the caches of an application:
 * what all its caches have in common. Thread-safe.
 */
final class Node implements AutoCloseable {

    private static final long SWEEP_SECONDS = 10;

    private final Timeline timeline = new Timeline();
    private final Generations generations = new Generations();
    private final Generation everything = generations.of("n" + LogEvent.Spaces.ALL);
    private final RedisTime time = new RedisTime();
    private final Pending pending = new Pending(timeline);
    private final Map<String, Member> members = new ConcurrentHashMap<>();
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("remanso-cache-", 0).factory());
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("remanso-cache-timer").factory());
    private final CacheClock clock;
    private @Nullable Remote remote;

    Node(CacheClock clock) {
        this.clock = clock;
        timer.scheduleWithFixedDelay(this::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    /** Joins the other nodes. Called once, before the node is used. */
    void join(Remote other) {
        remote = other;
        other.start();
    }

    Timeline timeline() {
        return timeline;
    }

    Generations generations() {
        return generations;
    }

    /** The generation of the whole application. */
    Generation everything() {
        return everything;
    }

    RedisTime time() {
        return time;
    }

    CacheClock clock() {
        return clock;
    }

    ExecutorService threads() {
        return threads;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    /** What waits for Redis to return. */
    Pending pending() {
        return pending;
    }

    /** The part that is in Redis; null when the node is alone. */
    @Nullable Remote remote() {
        return remote;
    }

    void add(String name, Member member) {
        if (members.putIfAbsent(name, member) != null) {
            throw new IllegalArgumentException(
                    "A cache's name must be its own, '%s' is taken; share the cache or name another"
                            .formatted(name));
        }
    }

    /**
     * @return false when there is none of this name
     */
    boolean remove(String name) {
        Member member = members.remove(name);
        if (member != null) {
            member.parted();
        }
        return member != null;
    }

    /** Applies an invalidation to what is in process. Applying it again does no harm. */
    void apply(LogEvent event, long stamp, boolean own) {
        if (!own) {
            pending.conflicting(event);
        }
        switch (event) {
            case LogEvent.Keys keys -> keys.subjects().forEach(key -> invalidateKey(key, stamp));
            case LogEvent.Tags tags ->
                    tags.subjects().forEach(tag -> generations.invalidated("t" + tag, stamp));
            case LogEvent.Spaces spaces ->
                    spaces.subjects().forEach(space -> clearSpace(space, stamp));
            case LogEvent.Globs globs ->
                    globs.subjects().forEach(pattern -> invalidateGlob(pattern, stamp));
        }
    }

    private void invalidateKey(String key, long stamp) {
        for (Member member : members.values()) {
            if (key.startsWith(member.keyPrefix())) {
                member.keyInvalidated(key.substring(member.keyPrefix().length()), stamp);
            }
        }
    }

    private void clearSpace(String space, long stamp) {
        generations.invalidated("n" + space, stamp);
        for (Member member : members.values()) {
            if (space.equals(LogEvent.Spaces.ALL) || space.equals(member.keyPrefix())) {
                member.cleared(stamp);
            }
        }
    }

    /** Drops what matches from the process. */
    long invalidateGlob(String pattern, long stamp) {
        Glob glob = new Glob(pattern);
        return members.values().stream()
                .mapToLong(member -> member.matchingInvalidated(glob, stamp))
                .sum();
    }

    /** Goes on from another place in the log, with nothing kept that was known before. */
    void missed(String epoch, long seq) {
        long stamp = timeline.moveTo(epoch, seq, generations::missedUpTo);
        pending.conflictingAll();
        members.values().forEach(member -> member.missed(stamp));
    }

    /** The log is followed again: what was put off can be settled. */
    void attached() {
        Remote other = remote;
        if (other != null) {
            threads.execute(other::settle);
        }
    }

    /**
     * Makes an invalidation known to all nodes, this one first of all to have it in force. When
     * Redis cannot be reached it is remembered, and in force here.
     *
     * @param space the namespace of the keys, when it is about keys
     * @return where it stands
     */
    Announced announce(LogEvent event, String space) {
        Remote other = remote;
        long stamp;
        boolean acknowledged = true;
        if (other == null) {
            stamp = timeline.bump();
        } else {
            try {
                Ack ack = other.journal().append(event);
                stamp = timeline.acknowledged(ack.epoch(), ack.seq());
            } catch (FarException e) {
                pending.add(event, space);
                other.settleLater();
                stamp = timeline.bump();
                acknowledged = false;
            }
        }
        apply(event, stamp, true);
        return new Announced(stamp, acknowledged);
    }

    /**
     * Where an invalidation stands.
     *
     * @param stamp its place among the others
     * @param acknowledged whether it is in force on every node; false when it was put off
     */
    record Announced(long stamp, boolean acknowledged) {}

    /** Notes an invalidation that Redis has numbered, and has it in force here. */
    long announced(Ack ack, LogEvent event) {
        long stamp = timeline.acknowledged(ack.epoch(), ack.seq());
        apply(event, stamp, true);
        return stamp;
    }

    /** Has an invalidation in force here that Redis has not heard of. */
    long unheard(List<String> keys) {
        long stamp = timeline.bump();
        apply(new LogEvent.Keys(keys), stamp, true);
        return stamp;
    }

    private void sweep() {
        members.values().forEach(member -> member.sweep(clock.now()));
        Remote other = remote;
        if (other != null && !pending.isEmpty()) {
            threads.execute(other::settle);
        }
    }

    @Override
    public void close() {
        // Loads under way are still given up in time; nothing is renewed or swept any more.
        timer.shutdown();
        Remote other = remote;
        if (other != null) {
            other.close();
        }
        threads.shutdown();
        clock.close();
    }
}
