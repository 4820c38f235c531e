package io.remanso.sessions.embedded;

import io.remanso.sessions.storage.CommitOutcomeUnknownException;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.tables.DamagedChunkException;
import io.remanso.tables.TableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The logs in one folder, by id: all sessions, or all temporary items. Thread-safe. */
final class LogStore {

    private final Disk disk;
    private final Path folder;
    private final Clock clock;
    private final Function<String, ? extends TableException> notFound;
    private final Map<String, LogFile> logs = new ConcurrentHashMap<>();
    private final ReentrantLock naming = new ReentrantLock();

    /**
     * @param notFound makes the exception for an id that has no log
     */
    LogStore(
            Disk disk,
            Path folder,
            Clock clock,
            Function<String, ? extends TableException> notFound) {
        this.disk = disk;
        this.folder = folder;
        this.clock = clock;
        this.notFound = notFound;
    }

    /** Finds the logs in the folder; what is in them is read later. */
    void discover() throws IOException {
        for (Path path : disk.list(folder)) {
            Optional<String> id = StorageFolder.id(path);
            if (id.isPresent()) {
                logs.put(id.get(), log(id.get(), path, life(path), null));
            }
        }
    }

    private Life life(Path path) throws IOException {
        try (DiskFile file = disk.open(path)) {
            return new Life(LogHeader.ttl(file), disk.lastUsed(path));
        } catch (DamagedChunkException e) {
            Failures.LOG.warn("A log has a damaged header: {}", path.getFileName());
            return new Life(Duration.ofHours(1), disk.lastUsed(path));
        }
    }

    /** The log of this id, renewed. */
    LogFile use(String id) {
        LogFile log = logs.get(id);
        if (log == null) {
            throw notFound.apply(id);
        }
        log.renew(clock.instant());
        return log;
    }

    /** The log of this id if it has one that is not over; renews nothing. */
    Optional<LogFile> find(String id) {
        Instant now = clock.instant();
        return Optional.ofNullable(logs.get(id)).filter(log -> !log.life().isOver(now));
    }

    /**
     * Completes a staging file to the log of this id, unless there is one.
     *
     * @param record the record that the transaction ends with, if it does
     * @return the log that was there before, or empty
     */
    Optional<LogFile> create(
            String id,
            Duration ttl,
            FileStaging staged,
            Transaction transaction,
            @Nullable SessionRecord record) {
        Optional<LogFile> existing = find(id);
        if (existing.isPresent()) {
            return existing;
        }
        try {
            LogIndex index = staged.complete(ttl, transaction, record);
            naming.lock();
            try {
                existing = find(id);
                if (existing.isPresent()) {
                    return existing;
                }
                remove(id, false);
                place(id, ttl, staged, index, commitId(record));
                return Optional.empty();
            } finally {
                naming.unlock();
            }
        } catch (IOException e) {
            throw Failures.unavailable("A new session needs room on the storage", e);
        }
    }

    private static String commitId(@Nullable SessionRecord record) {
        return record == null ? "" : record.head().commitId();
    }

    private void place(String id, Duration ttl, FileStaging staged, LogIndex index, String commitId)
            throws IOException {
        Path path = folder.resolve(StorageFolder.fileName(id));
        staged.moved();
        try {
            disk.rename(staged.path(), path);
            disk.syncFolder(folder);
        } catch (IOException e) {
            takeBack(staged.path(), path, commitId, e);
            throw e;
        }
        Instant now = clock.instant();
        LogFile log = log(id, path, new Life(ttl, now), index);
        log.mark(now);
        logs.put(id, log);
    }

    private void takeBack(Path staged, Path placed, String commitId, IOException cause) {
        try {
            disk.delete(placed);
            disk.delete(staged);
            disk.syncFolder(folder);
        } catch (IOException e) {
            cause.addSuppressed(e);
            throw new CommitOutcomeUnknownException(commitId, cause);
        }
    }

    /** Removes a log. False when there is none, or when it must be over and is not. */
    boolean remove(String id, boolean onlyIfOver) throws IOException {
        LogFile log = logs.get(id);
        if (log == null) {
            return false;
        }
        boolean removed = log.remove(onlyIfOver, clock.instant());
        if (removed) {
            logs.remove(id, log);
        }
        return removed;
    }

    /** Removes the logs that are over. How many. */
    int sweep() {
        Instant now = clock.instant();
        int removed = 0;
        for (Map.Entry<String, LogFile> log : logs.entrySet()) {
            if (log.getValue().life().isOver(now)) {
                try {
                    removed += remove(log.getKey(), true) ? 1 : 0;
                } catch (IOException e) {
                    throw Failures.unavailable("Expired sessions must be removable", e);
                }
            }
        }
        return removed;
    }

    long active() {
        Instant now = clock.instant();
        return logs.values().stream().filter(log -> !log.life().isOver(now)).count();
    }

    void forEach(Consumer<LogFile> action) {
        logs.values().forEach(action);
    }

    private LogFile log(String id, Path path, Life life, @Nullable LogIndex index) {
        return new LogFile(disk, path, life, index, () -> notFound.apply(id));
    }
}
