package io.remanso.tables.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs independent parts of one piece of work side by side. */
public final class Workers {

    private Workers() {}

    /**
     * The results of the tasks in their order. When one fails, those that have not begun are left
     * out and its exception is thrown once the others have ended.
     *
     * @param threads how many tasks run at a time
     * @throws CancellationException when the calling thread is interrupted, which it stays
     */
    public static <T> List<T> all(int threads, List<Callable<T>> tasks) {
        if (threads == 1 || tasks.size() < 2) {
            return inTurn(tasks);
        }
        try (ExecutorService executor =
                Executors.newFixedThreadPool(Math.min(threads, tasks.size()))) {
            List<Future<T>> futures = tasks.stream().map(executor::submit).toList();
            try {
                List<T> results = new ArrayList<>();
                for (Future<T> future : futures) {
                    results.add(future.get());
                }
                return results;
            } catch (ExecutionException e) {
                throw unchecked(Objects.requireNonNullElse(e.getCause(), e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("The work was interrupted");
            } finally {
                futures.forEach(future -> future.cancel(false));
            }
        }
    }

    private static <T> List<T> inTurn(List<Callable<T>> tasks) {
        List<T> results = new ArrayList<>();
        for (Callable<T> task : tasks) {
            try {
                results.add(task.call());
            } catch (Exception e) {
                throw unchecked(e);
            }
        }
        return results;
    }

    static RuntimeException unchecked(Throwable cause) {
        return switch (cause) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException("A part of the work failed", cause);
        };
    }
}
