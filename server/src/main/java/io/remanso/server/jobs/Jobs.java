package io.remanso.server.jobs;

import io.remanso.server.problems.ProblemCode;
import io.remanso.server.problems.RequestRefusedException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The few threads on which imports, cleaning steps and profiles run, while the requests that asked
 * for them wait. Native code would hold the carriers of virtual threads, and many of these at once
 * would hold too much memory; light requests pass by. Thread-safe.
 */
public final class Jobs implements AutoCloseable {

    private final ThreadPoolExecutor pool;

    /**
     * @param running the most jobs at once
     * @param waiting the most jobs that wait for a thread
     */
    public Jobs(int running, int waiting) {
        ThreadFactory threads = Thread.ofPlatform().name("job-", 1).daemon().factory();
        this.pool =
                new ThreadPoolExecutor(
                        running,
                        running,
                        0,
                        TimeUnit.SECONDS,
                        waiting == 0
                                ? new SynchronousQueue<>()
                                : new LinkedBlockingQueue<>(waiting),
                        threads);
    }

    /** Jobs that run or wait. */
    public int pending() {
        return pool.getActiveCount() + pool.getQueue().size();
    }

    /**
     * Runs a job and waits for its result. What it throws is thrown here.
     *
     * @throws RequestRefusedException {@code server_busy} when too many wait already
     */
    public <T> T run(Callable<T> job) throws Exception {
        Future<T> result;
        try {
            result = pool.submit(job);
        } catch (RejectedExecutionException e) {
            throw new RequestRefusedException(
                    ProblemCode.SERVER_BUSY,
                    "%d heavy requests run or wait already; try again shortly".formatted(pending()),
                    e);
        }
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } catch (InterruptedException e) {
            result.cancel(true);
            throw e;
        }
    }

    private static Exception unwrapped(ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof Exception exception ? exception : e;
    }

    @Override
    public void close() {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(10, TimeUnit.SECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
