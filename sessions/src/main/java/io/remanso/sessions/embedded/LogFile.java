package io.remanso.sessions.embedded;

import io.remanso.sessions.storage.CommitOutcomeUnknownException;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.tables.DamagedChunkException;
import io.remanso.tables.TableException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A log on disk with its index in memory: one session or one temporary item. The index is read from
 * the file when it is first needed. Reads run beside a write; writes wait for each other.
 */
final class LogFile {

    private static final Duration MARK_EVERY = Duration.ofSeconds(1);

    private final Disk disk;
    private final Path path;
    private final Life life;
    private final Supplier<? extends TableException> gone;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable LogIndex index;
    private volatile boolean removed;
    private volatile Instant marked = Instant.EPOCH;
    private boolean folderToSync;

    /**
     * @param index what the file says, when that is known
     * @param gone makes the exception for a log that was removed
     */
    LogFile(
            Disk disk,
            Path path,
            Life life,
            @Nullable LogIndex index,
            Supplier<? extends TableException> gone) {
        this.disk = disk;
        this.path = path;
        this.life = life;
        this.index = index;
        this.gone = gone;
    }

    /** Reads something of an open log. */
    interface Reader<T> {
        T read(LogIndex index, DiskFile file) throws IOException;
    }

    /** Does something while no one else writes. */
    interface Work<T> {
        T run(LogIndex index) throws IOException;
    }

    Path path() {
        return path;
    }

    Life life() {
        return life;
    }

    /** Renews the life of the log, in the file about once a second. */
    void renew(Instant now) {
        if (removed || !life.renew(now)) {
            throw gone.get();
        }
        if (marked.plus(MARK_EVERY).isBefore(now)) {
            mark(now);
        }
    }

    /** Writes the last access to the file. */
    void mark(Instant now) {
        marked = now;
        try {
            disk.markUsed(path, life.lastAccess());
        } catch (IOException e) {
            Failures.LOG.debug("The last access of a log could not be noted", e);
        }
    }

    LogIndex index() {
        LogIndex known = index;
        return known != null ? known : locked(loaded -> loaded);
    }

    /**
     * Reads from the file. A log that was written anew meanwhile is read again.
     *
     * @throws DamagedChunkException when the bytes are not those that were written
     */
    <T> T read(Reader<T> reader) {
        try (DiskFile file = disk.open(path)) {
            return reader.read(index(), file);
        } catch (IOException | DamagedChunkException e) {
            return locked(loaded -> {
                try (DiskFile file = disk.open(path)) {
                    return reader.read(loaded, file);
                }
            });
        }
    }

    /** Runs while no one else writes to this log. */
    <T> T locked(Work<T> work) {
        lock.lock();
        try {
            if (removed) {
                throw gone.get();
            }
            return work.run(load());
        } catch (FileNotFoundException e) {
            throw new DamagedChunkException("The file of a log must be there; it is not", e);
        } catch (IOException e) {
            throw Failures.unavailable("Storage must be readable and writable", e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Appends a transaction: wholly or not at all. For the holder of the lock.
     *
     * @param record the record that it ends with, if it does
     * @param commitId what to ask for again when it is not known whether it was written
     */
    void append(Transaction transaction, @Nullable SessionRecord record, String commitId) {
        LogIndex current = index();
        long before = current.length();
        boolean written = false;
        try {
            syncFolder();
        } catch (IOException e) {
            throw Failures.unavailable("A commit needs a folder that keeps what is in it", e);
        }
        try (DiskFile file = disk.openWritable(path)) {
            try {
                LogWriter writer = new LogWriter(file, before);
                List<LogScan.Read> entries = transaction.write(writer);
                written = true;
                file.sync();
                entries.forEach(entry -> current.apply(entry.entry(), entry.body()));
                current.committed(record, writer.position());
            } catch (IOException e) {
                takeBack(file, before, written, commitId, e);
            }
        } catch (IOException e) {
            throw Failures.unavailable("A commit needs room on the storage", e);
        }
    }

    private void takeBack(
            DiskFile file, long length, boolean written, String commitId, IOException cause)
            throws IOException {
        try {
            file.truncate(length);
            file.sync();
        } catch (IOException e) {
            cause.addSuppressed(e);
            index = null;
            if (written) {
                throw new CommitOutcomeUnknownException(commitId, cause);
            }
        }
        throw cause;
    }

    /** Writes another time to live into the header. */
    void ttl(Duration ttl) {
        locked(loaded -> {
            try (DiskFile file = disk.openWritable(path)) {
                file.write(0, LogHeader.of(ttl), 0, LogHeader.SIZE);
                file.sync();
            }
            life.ttl(ttl);
            return loaded;
        });
    }

    /**
     * Puts a log that was written anew in the place of this one. For the holder of the lock.
     *
     * @param other where it is
     */
    void replace(Path other, LogIndex newIndex) throws IOException {
        disk.rename(other, path);
        index = newIndex;
        folderToSync = true;
        syncFolder();
    }

    /** Removes the file. False when it was removed before, or is still in use. */
    boolean remove(boolean onlyIfOver, Instant now) throws IOException {
        lock.lock();
        try {
            if (removed || (onlyIfOver && !life.isOver(now))) {
                return false;
            }
            disk.delete(path);
            removed = true;
            index = null;
            disk.syncFolder(folder());
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what is in memory, unless it was used since or is in use now. */
    void unloadIfUnusedSince(Instant time) {
        if (life.lastAccess().isBefore(time) && lock.tryLock()) {
            try {
                index = null;
            } finally {
                lock.unlock();
            }
        }
    }

    /** Makes a rename outlast a loss of power before anything is written behind it. */
    private void syncFolder() throws IOException {
        if (folderToSync) {
            disk.syncFolder(folder());
            folderToSync = false;
        }
    }

    private Path folder() {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalStateException("A log is in a folder");
        }
        return parent;
    }

    private LogIndex load() throws IOException {
        LogIndex known = index;
        if (known != null) {
            return known;
        }
        LogIndex fresh = new LogIndex();
        long torn;
        try (DiskFile file = disk.open(path)) {
            life.ttl(LogHeader.ttl(file));
            fresh.loaded(LogScan.run(file, fresh.visitor()));
            torn = file.length() - fresh.length();
        }
        if (torn > 0) {
            Failures.LOG.info("Dropping {} bytes of a commit that was never finished", torn);
            try (DiskFile file = disk.openWritable(path)) {
                file.truncate(fresh.length());
            }
        }
        index = fresh;
        return fresh;
    }

    /** The body of an entry. */
    static byte[] body(DiskFile file, Entry entry) throws IOException {
        byte[] body = new byte[entry.length()];
        file.read(entry.body(), body, 0, body.length);
        if (!entry.fits(body)) {
            throw new DamagedChunkException(
                    "What was stored must be read unchanged; %d bytes differ from their checksum"
                            .formatted(entry.length()));
        }
        return body;
    }
}
