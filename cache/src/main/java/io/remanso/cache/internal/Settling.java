package io.remanso.cache.internal;

import io.remanso.cache.internal.Pending.Op;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settling of what was put off while Redis was away. Invalidations are simply made. A write is
 * made only when no other node can have written or invalidated the key since it was accepted here;
 * otherwise the key is dropped, for nobody knows which came last. In a Cluster, where the effect of
 * an invalidation comes before its event, it always is; on one server:
 *
 * <ol>
 *   <li>take the key's lease, which any write or invalidation from now on removes;
 *   <li>announce the write in the log, and read the log up to that announcement: another node's
 *       event about the key turns the write into a drop;
 *   <li>publish under the lease, and announce again.
 * </ol>
 *
 * Two nodes that settle the same key: the one that announces later sees the other's announcement.
 */
final class Settling {

    private static final Logger log = LoggerFactory.getLogger(Settling.class);
    private static final int BATCH = 100;
    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofMillis(200);

    private final FarTier far;
    private final Journal journal;
    private final Node node;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean waiting = new AtomicBoolean();

    Settling(FarTier far, Journal journal, Node node) {
        this.far = far;
        this.journal = journal;
        this.node = node;
    }

    /** Runs soon, and again until nothing waits. */
    void later() {
        if (waiting.compareAndSet(false, true)) {
            try {
                node.timer()
                        .schedule(
                                () -> {
                                    waiting.set(false);
                                    node.threads().execute(this::run);
                                },
                                RETRY.toMillis(),
                                TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                log.debug("The node was closed with {} changes unsettled", node.pending().size());
            }
        }
    }

    void run() {
        Pending pending = node.pending();
        if (pending.isEmpty() || !running.compareAndSet(false, true)) {
            return;
        }
        try {
            settle(pending.snapshot());
        } catch (FarException e) {
            log.debug("Redis is not back yet: {}", e.getMessage());
        } finally {
            running.set(false);
        }
        if (!pending.isEmpty()) {
            later();
        }
    }

    private void settle(Pending.Snapshot all) {
        Pending pending = node.pending();
        if (!all.spaces().isEmpty()) {
            announce(new LogEvent.Spaces(List.copyOf(all.spaces().keySet())));
            pending.doneSpaces(all.spaces());
        }
        if (!all.tags().isEmpty()) {
            announce(new LogEvent.Tags(List.copyOf(all.tags().keySet())));
            pending.doneTags(all.tags());
        }
        for (Map.Entry<String, Op> glob : all.globs().entrySet()) {
            String pattern = glob.getKey();
            FarTier.Dropped dropped = far.dropMatching(pattern);
            node.announced(dropped.ack(), new LogEvent.Globs(List.of(pattern)));
            pending.doneGlob(pattern, glob.getValue());
        }
        List<Map.Entry<String, Op>> drops = new ArrayList<>();
        List<Map.Entry<String, Op>> stores = new ArrayList<>();
        for (Map.Entry<String, Op> op : all.keys().entrySet()) {
            boolean storable = op.getValue().entry() != null && far.tellsInOneStep();
            (storable ? stores : drops).add(op);
        }
        for (int i = 0; i < drops.size(); i += BATCH) {
            drop(drops.subList(i, Math.min(i + BATCH, drops.size())));
        }
        for (int i = 0; i < stores.size(); i += BATCH) {
            store(stores.subList(i, Math.min(i + BATCH, stores.size())));
        }
        log.debug("Settled {} keys after Redis was away", all.keys().size());
    }

    private void drop(List<Map.Entry<String, Op>> ops) {
        List<String> keys = ops.stream().map(Map.Entry::getKey).toList();
        node.announced(far.drop(keys), new LogEvent.Keys(keys));
        ops.forEach(op -> node.pending().done(op.getKey(), op.getValue()));
    }

    private void store(List<Map.Entry<String, Op>> ops) {
        List<String> keys = ops.stream().map(Map.Entry::getKey).toList();
        String token = UUID.randomUUID().toString();
        List<byte[]> seen = new ArrayList<>(far.readAll(keys, 0));
        List<LeaseAnswer> answers = far.acquireAll(keys, token, LEASE, seen);
        long seq = announce(new LogEvent.Keys(keys));
        boolean followed = followedTo(seq);
        List<Map.Entry<String, Op>> doubtful = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            String key = keys.get(i);
            Op op = ops.get(i).getValue();
            byte[] entry = op.entry();
            boolean mine = followed && answers.get(i) instanceof LeaseAnswer.Granted;
            if (!node.pending().is(key, op)) {
                far.release(key, token, Duration.ZERO);
            } else if (!mine || entry == null || !far.publish(key, token, entry, op.millis())) {
                doubtful.add(ops.get(i));
            }
        }
        announce(new LogEvent.Keys(keys));
        ops.forEach(op -> {
            if (!doubtful.contains(op)) {
                node.pending().done(op.getKey(), op.getValue());
            }
        });
        if (!doubtful.isEmpty()) {
            drop(doubtful);
        }
    }

    private long announce(LogEvent event) {
        Ack ack = journal.append(event);
        node.announced(ack, event);
        return ack.seq();
    }

    /** Waits until this node has applied the log up to an event. */
    private boolean followedTo(long seq) {
        long end = System.nanoTime() + LEASE.toNanos() / 2;
        while (node.timeline().applied().seq() < seq) {
            if (System.nanoTime() > end) {
                return false;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
