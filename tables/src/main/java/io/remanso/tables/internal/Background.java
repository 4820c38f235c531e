package io.remanso.tables.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A thread beside the caller's, for one task at a time in the order they are given. Not
 * thread-safe; closing it waits for its task.
 */
public final class Background implements AutoCloseable {

    private final String name;
    private CompletableFuture<?> task = CompletableFuture.completedFuture(true);

    /**
     * @param name of the thread
     */
    public Background(String name) {
        this.name = name;
    }

    /** Begins a task, once the one before has ended well. */
    public void start(Runnable next) {
        await();
        task = CompletableFuture.runAsync(next, work -> Thread.ofPlatform().name(name).start(work));
    }

    /** Waits for the task and throws what it threw. */
    public void await() {
        try {
            task.join();
        } catch (CompletionException e) {
            throw Workers.unchecked(e.getCause() == null ? e : e.getCause());
        }
    }

    @Override
    public void close() {
        task.handle((nothing, failure) -> failure == null).join();
    }
}
