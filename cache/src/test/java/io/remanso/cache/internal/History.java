package io.remanso.cache.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * What happened to the keys of a checked run: for each, the versions that its source has had, and
 * when their invalidation was acknowledged. A read is judged against it.
 */
final class History {

    /** A version whose invalidation was acknowledged to a node at a time. */
    private record Write(long version, int node, long acknowledgedAt) {}

    private final List<List<Write>> writes = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    History(int keys) {
        for (int i = 0; i < keys; i++) {
            writes.add(new ArrayList<>());
        }
    }

    void acknowledged(int key, long version, int node, long at) {
        List<Write> all = writes.get(key);
        synchronized (all) {
            all.add(new Write(version, node, at));
        }
    }

    /**
     * Judges a read.
     *
     * @param boundNanos how long after its acknowledgement a write may be unseen on other nodes
     */
    void read(int key, long version, int node, long startedAt, long boundNanos) {
        List<Write> all = writes.get(key);
        synchronized (all) {
            for (int i = all.size() - 1; i >= 0; i--) {
                Write write = all.get(i);
                long visibleAt = write.acknowledgedAt + (write.node == node ? 0 : boundNanos);
                if (write.version > version && startedAt - visibleAt > 0) {
                    violation(
                            "node %d read version %d of key %d; node %d's version %d was acknowledged %.1f ms before (bound %.1f ms)"
                                    .formatted(
                                            node,
                                            version,
                                            key,
                                            write.node,
                                            write.version,
                                            (startedAt - write.acknowledgedAt) / 1e6,
                                            boundNanos / 1e6));
                    return;
                }
            }
        }
    }

    synchronized void violation(String what) {
        violations.add(what);
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }
}
