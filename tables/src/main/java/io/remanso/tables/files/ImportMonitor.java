package io.remanso.tables.files;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The way to watch an import and to stop it from another thread. One per import; thread-safe.
 * Stopping it makes the import throw a {@link CancellationException} soon after.
 */
public final class ImportMonitor {

    private final AtomicLong rows = new AtomicLong();
    private boolean cancelled;
    private @Nullable Statement running;

    /** Rows imported so far. */
    public long rows() {
        return rows.get();
    }

    /** Stops the import, now or as soon as it begins. */
    public synchronized void cancel() {
        cancelled = true;
        if (running != null) {
            try {
                running.cancel();
            } catch (SQLException e) {
                throw new IllegalStateException("A running query can always be cancelled", e);
            }
        }
    }

    public synchronized boolean cancelled() {
        return cancelled;
    }

    /** Notes the number of rows imported so far. */
    void report(long rowsSoFar) {
        rows.accumulateAndGet(rowsSoFar, Math::max);
    }

    /** From now until {@link #leave} this statement is the one to cancel. */
    synchronized void enter(Statement statement) {
        check();
        running = statement;
    }

    synchronized void leave() {
        running = null;
    }

    /**
     * @throws CancellationException when the import is to stop
     */
    synchronized void check() {
        if (cancelled) {
            throw new CancellationException("The import was cancelled");
        }
    }
}
