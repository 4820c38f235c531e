package io.remanso.sessions.embedded;

import io.remanso.sessions.storage.RandomId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One thread that removes what has expired, forgets what nobody uses and compacts logs. What fails
 * is logged and tried again the next time.
 */
final class Housekeeping implements AutoCloseable {

    private final EmbeddedSettings settings;
    private final Clock clock;
    private final List<LogStore> stores;
    private final Disk disk;
    private final StorageFolder folder;
    private final ScheduledThreadPoolExecutor thread;

    Housekeeping(
            EmbeddedSettings settings,
            Clock clock,
            List<LogStore> stores,
            Disk disk,
            StorageFolder folder) {
        this.settings = settings;
        this.clock = clock;
        this.stores = stores;
        this.disk = disk;
        this.folder = folder;
        this.thread =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("remanso-storage").factory());
    }

    void start() {
        long every = settings.sweepEvery().toMillis();
        var unused =
                thread.scheduleWithFixedDelay(
                        () -> quietly(this::sweep), every, every, TimeUnit.MILLISECONDS);
    }

    /** Compacts a log soon, if it is due. */
    void compactIfDue(LogFile log) {
        if (!Compaction.isDue(log.index(), settings.slackBytes())) {
            return;
        }
        try {
            thread.execute(() -> quietly(() -> compact(log)));
        } catch (RejectedExecutionException e) {
            Failures.LOG.debug("Not compacted: the storage is closing", e);
        }
    }

    private void compact(LogFile log) {
        Path target = folder.staging().resolve(RandomId.next());
        Compaction.run(disk, log, settings.slackBytes(), target);
    }

    /** Waits for the compactions asked for so far. */
    void settle() {
        CompletableFuture.runAsync(() -> {}, thread).join();
    }

    private void sweep() {
        Instant since = clock.instant().minus(settings.unloadAfter());
        for (LogStore store : stores) {
            int removed = store.sweep();
            if (removed > 0) {
                Failures.LOG.info("Removed {} expired logs", removed);
            }
            store.forEach(log -> log.unloadIfUnusedSince(since));
        }
    }

    private static void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            Failures.LOG.warn("Housekeeping failed and will be tried again", e);
        }
    }

    /** Waits for the work under way. */
    @Override
    public void close() {
        thread.shutdown();
        thread.getQueue().clear();
        boolean interrupted = false;
        while (!thread.isTerminated()) {
            try {
                thread.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
