package io.remanso.cache.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * Where the near tier's map is kept in order. What changes leave to be done, the thread that made
 * them does in the end: to wake another costs it more than the work, and it comes from Redis
 * anyway. What reads leave is done elsewhere: a read lasts a fraction of it. Thread-safe.
 */
final class Upkeep implements Executor {

    private final ThreadLocal<Changes> changes = ThreadLocal.withInitial(Changes::new);

    /** The changes under way in one thread, and what they leave to be done. */
    private static final class Changes {
        private int depth;
        private @Nullable Runnable left;
    }

    /** Begins changes; their thread has to {@link #end} them, and may begin others meanwhile. */
    void begin() {
        changes.get().depth++;
    }

    void end() {
        Changes mine = changes.get();
        Runnable work = mine.left;
        if (--mine.depth == 0 && work != null) {
            mine.left = null;
            work.run();
        }
    }

    @Override
    public void execute(Runnable work) {
        Changes mine = changes.get();
        if (mine.depth > 0 && mine.left == null) {
            mine.left = work;
        } else {
            ForkJoinPool.commonPool().execute(work);
        }
    }
}
