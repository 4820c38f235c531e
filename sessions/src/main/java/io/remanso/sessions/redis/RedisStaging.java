package io.remanso.sessions.redis;

import io.remanso.sessions.storage.Staging;
import io.remanso.sessions.storage.StorageId;
import io.remanso.tables.ChunkName;
import io.remanso.tables.TableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Chunks on their way to Redis. They are sent in batches while more are made; what is left of the
 * last batch travels with the commit itself, so that a small step is one round trip and leaves
 * nothing behind when it is refused.
 */
final class RedisStaging implements Staging {

    /** Where batches go. */
    interface Target {

        /**
         * Stages these chunks in one call.
         *
         * @throws TableException when it is not known to be done
         */
        void send(Map<ChunkName, byte[]> batch);

        /** The frames of those of these chunks that are in Redis. */
        Map<ChunkName, byte[]> fetch(Collection<ChunkName> names);

        /** Removes what was sent and is not held by anybody else. */
        void release();
    }

    private static final int MOST_UNDER_WAY = 2;
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    private final StorageId id;
    private final String token;
    private final Target target;
    private final FrameMemory memory;
    private final int batchBytes;
    private final Set<ChunkName> names = new LinkedHashSet<>();
    private final Set<ChunkName> untaken = new LinkedHashSet<>();
    private final List<CompletableFuture<Void>> underWay = new ArrayList<>();
    private Map<ChunkName, byte[]> batch = new LinkedHashMap<>();
    private long bytes;
    private @Nullable RuntimeException failure;
    private boolean closed;

    /**
     * @param token names this staging among all
     * @param batchBytes from how many bytes on a batch is sent
     */
    RedisStaging(StorageId id, String token, Target target, FrameMemory memory, int batchBytes) {
        this.id = id;
        this.token = token;
        this.target = target;
        this.memory = memory;
        this.batchBytes = batchBytes;
    }

    /** What a commit takes the chunks by that were sent ahead; empty when there are none. */
    synchronized String token() {
        return untaken.isEmpty() ? "" : token;
    }

    @Override
    public synchronized void stage(ChunkName name, byte[] frame) {
        if (closed) {
            throw new IllegalStateException("The staging is closed, it takes no chunk: " + name);
        }
        if (failure != null) {
            throw failure;
        }
        memory.put(id, name, frame);
        if (!names.add(name)) {
            return;
        }
        batch.put(name, frame);
        bytes += frame.length;
        if (bytes >= batchBytes) {
            sendBatch();
        }
    }

    private void sendBatch() {
        Map<ChunkName, byte[]> full = batch;
        batch = new LinkedHashMap<>();
        bytes = 0;
        untaken.addAll(full.keySet());
        if (underWay.size() == MOST_UNDER_WAY) {
            awaitOldest();
        }
        underWay.add(CompletableFuture.runAsync(() -> target.send(full), THREADS));
    }

    /** Once a batch has failed nothing more can come of this staging. */
    private void awaitOldest() {
        try {
            underWay.removeFirst().join();
        } catch (CompletionException e) {
            failure = e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void awaitSent() {
        while (!underWay.isEmpty()) {
            awaitOldest();
        }
    }

    /** Waits until what was sent is in Redis, and returns the rest of what is needed. */
    synchronized Map<ChunkName, byte[]> drain(Set<ChunkName> required) {
        awaitSent();
        Map<ChunkName, byte[]> rest = new LinkedHashMap<>(batch);
        rest.keySet().retainAll(required);
        return rest;
    }

    /** A commit was applied that needed these chunks. */
    synchronized void taken(Set<ChunkName> required) {
        untaken.removeAll(required);
        batch.keySet().removeAll(required);
        bytes = batch.values().stream().mapToLong(frame -> frame.length).sum();
    }

    @Override
    public Map<ChunkName, byte[]> read(Collection<ChunkName> wanted) {
        Map<ChunkName, byte[]> found = new HashMap<>();
        Set<ChunkName> sent = new LinkedHashSet<>();
        synchronized (this) {
            for (ChunkName name : wanted) {
                byte[] frame = batch.get(name);
                if (frame == null) {
                    frame = names.contains(name) ? memory.get(id, name) : null;
                }
                if (frame != null) {
                    found.put(name, frame);
                } else if (names.contains(name)) {
                    sent.add(name);
                }
            }
            if (!sent.isEmpty()) {
                awaitSent();
            }
        }
        if (!sent.isEmpty()) {
            found.putAll(target.fetch(sent));
        }
        return found;
    }

    @Override
    public synchronized Set<ChunkName> names() {
        return Set.copyOf(names);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        underWay.forEach(call -> call.exceptionally(failed -> null).join());
        batch.clear();
        if (!untaken.isEmpty()) {
            target.release();
        }
    }
}
