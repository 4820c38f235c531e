package io.remanso.cache.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.remanso.redis.Redis;
import io.remanso.redis.RedisCalls;
import io.remanso.redis.RedisConnection;
import io.remanso.redis.RedisFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reading end of the invalidation log: one thread that applies every event in order, and
 * notices when it may have missed some. Then it replays them, or has the near tiers emptied.
 */
final class LogFollower implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LogFollower.class);

    /** How long Redis holds the answer back when there is no event, at most. */
    private static final Duration BLOCK = Duration.ofMillis(300);

    /** After which an answer that did not come means that the connection is dead. */
    private static final Duration SILENCE = BLOCK.plusMillis(700);

    private static final Duration PAUSE = Duration.ofMillis(50);

    /**
     * The rest after events that are all this node's own, and in force here since they were
     * acknowledged: a node that writes much reads them by the dozen.
     */
    private static final Duration REST = Duration.ofMillis(1);

    /** How often the time of Redis is asked for while event follows event. */
    private static final Duration LOOK = Duration.ofSeconds(10);

    private static final int BATCH = 500;

    private final Redis redis;
    private final RedisKeys keys;
    private final Journal journal;
    private final Node node;
    private final Continuity continuity;
    private final Duration block;
    private final Thread thread;
    private final CountDownLatch tried = new CountDownLatch(1);
    private volatile boolean live;
    private volatile boolean closed;
    private String nonce = "";
    private long lookedAt;

    LogFollower(Redis redis, RedisKeys keys, Journal journal, Node node, Continuity continuity) {
        this.redis = redis;
        this.keys = keys;
        this.journal = journal;
        this.node = node;
        this.continuity = continuity;
        Duration half = redis.settings().socketTimeout().dividedBy(2);
        this.block = half.compareTo(BLOCK) < 0 ? half : BLOCK;
        this.thread = Thread.ofPlatform().daemon().name("remanso-cache-log").unstarted(this::run);
    }

    /**
     * Begins, and waits until the log is followed or Redis has not answered, no longer than this.
     */
    void start(Duration limit) {
        thread.start();
        try {
            boolean ended = tried.await(limit.toNanos(), TimeUnit.NANOSECONDS);
            log.debug(
                    "The invalidation log {}", ended && live ? "is followed" : "is not there yet");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether events arrive: from here on what is known of generations is complete. */
    boolean live() {
        return live;
    }

    private void run() {
        while (!closed) {
            makeRoom();
            try (RedisConnection connection = redis.dedicated()) {
                // Over the connection of all other calls: they must get through before this node
                // says that it is connected.
                attach(redis);
                // While it follows, a connection that is away must be noticed at once: until then
                // the node goes on with what may be void.
                RedisCalls calls = connection.failingFast();
                while (!closed) {
                    follow(calls);
                }
            } catch (RedisFailure | FarException e) {
                lost(e);
            } catch (Throwable e) {
                // An error too: if this thread ended, nobody would know.
                log.warn("The invalidation log could not be followed, trying again", e);
                lost(e);
            }
        }
    }

    /** Invalidations that Redis has not numbered must not reach the stamp of the next event. */
    private void makeRoom() {
        if (node.timeline().crowded()) {
            Position here = node.timeline().applied();
            node.missed(here.epoch(), here.seq());
        }
    }

    private void lost(Throwable e) {
        tried.countDown();
        if (live) {
            live = false;
            if (!closed) {
                log.warn(
                        "The invalidation log was lost, the cache goes on alone: {}",
                        e.getMessage());
            }
        }
        rest(PAUSE);
    }

    private static void rest(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void attach(RedisCalls calls) {
        long askedAt = System.currentTimeMillis();
        Journal.Attached found = journal.attach(calls, node.timeline().applied(), nonce);
        node.time().learned(found.redisMillis(), askedAt, System.currentTimeMillis(), !live);
        if (!continuity.mayGoOn(found)) {
            nonce = found.nonce();
            node.missed(found.epoch(), found.seq());
        } else if (!found.goOn()) {
            nonce = found.nonce();
            node.timeline().moveTo(found.epoch(), found.seq(), kept -> {});
        }
        if (!live) {
            live = true;
            log.info("The invalidation log is followed from event {}", found.seq());
            node.attached();
        }
        lookedAt = System.nanoTime();
        tried.countDown();
    }

    @SuppressWarnings("unchecked") // an array of one offset
    private void follow(RedisCalls calls) {
        StreamOffset<byte[]> from =
                StreamOffset.from(keys.log(), node.timeline().applied().seq() + "-0");
        XReadArgs args = XReadArgs.Builder.block(block).count(BATCH);
        List<StreamMessage<byte[], byte[]>> events =
                Waiting.on(calls.send(c -> c.xread(args, from)), SILENCE);
        if (events.isEmpty()) {
            // Nothing to read may also mean that the log was replaced by another.
            attach(calls);
        }
        boolean own = !events.isEmpty();
        for (StreamMessage<byte[], byte[]> event : events) {
            if (!apply(event)) {
                nonce = "";
                attachAnew(calls);
                return;
            }
            own &= journal.isOwn(nonce);
        }
        if (System.nanoTime() - lookedAt > LOOK.toNanos()) {
            attach(calls);
        }
        if (own) {
            rest(REST);
        }
    }

    /**
     * Empties the near tiers: with a nonce that no event has, Redis cannot say that all is well.
     */
    private void attachAnew(RedisCalls calls) {
        Journal.Attached found = journal.attach(calls, Position.START, nonce);
        nonce = found.nonce();
        node.missed(found.epoch(), found.seq());
    }

    private boolean apply(StreamMessage<byte[], byte[]> message) {
        Map<String, String> fields = new HashMap<>();
        message.getBody()
                .forEach((name, value) ->
                        fields.put(new String(name, UTF_8), new String(value, UTF_8)));
        long seq = Long.parseLong(message.getId().substring(0, message.getId().indexOf('-')));
        String eventNonce = fields.getOrDefault("x", "");
        if (!continuity.follows(node.timeline().applied(), fields.getOrDefault("e", ""), seq)) {
            log.debug("The invalidation log has a gap before event {}", seq);
            return false;
        }
        LogEvent event;
        try {
            event = LogEvent.of(fields.getOrDefault("k", ""), fields.getOrDefault("d", ""));
        } catch (UnreadableEntryException e) {
            log.warn("An event of the invalidation log is not understood: {}", e.getMessage());
            return false;
        }
        node.timeline().begin(seq);
        try {
            node.apply(event, node.timeline().applied().stampOf(seq), journal.isOwn(eventNonce));
        } catch (RuntimeException | Error e) {
            // Keys are the application's: reading the event again would end in the same way.
            log.warn("An event of the invalidation log could not be applied", e);
            return false;
        }
        node.timeline().applied(seq);
        nonce = eventNonce;
        return true;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(SILENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
