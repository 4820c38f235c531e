package io.remanso.sessions.embedded;

import io.remanso.tables.ChunkName;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Frames in memory within a budget of bytes, the least recently used dropped first. A chunk never
 * changes, so a frame in here is never stale. Thread-safe.
 */
final class FrameCache {

    private final long budget;
    private final LinkedHashMap<ChunkName, byte[]> frames = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    FrameCache(long budget) {
        this.budget = budget;
    }

    synchronized byte @Nullable [] get(ChunkName name) {
        return frames.get(name);
    }

    /** Keeps a frame, unless it is larger than an eighth of the budget. */
    synchronized void put(ChunkName name, byte[] frame) {
        if (frame.length > budget / 8 || frames.putIfAbsent(name, frame) != null) {
            return;
        }
        bytes += frame.length;
        Iterator<Map.Entry<ChunkName, byte[]>> oldest = frames.entrySet().iterator();
        while (bytes > budget) {
            bytes -= oldest.next().getValue().length;
            oldest.remove();
        }
    }

    synchronized long bytes() {
        return bytes;
    }
}
