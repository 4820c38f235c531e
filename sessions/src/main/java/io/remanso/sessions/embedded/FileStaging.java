package io.remanso.sessions.embedded;

import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.Staging;
import io.remanso.tables.ChunkName;
import io.remanso.tables.DamagedChunkException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chunks staged in a file of their own, laid out as the beginning of a log, so that it can become a
 * session's log by being renamed. The file is made with the first chunk. Thread-safe.
 */
final class FileStaging implements Staging {

    private final Disk disk;
    private final Path path;
    private final FrameCache cache;
    private final Map<ChunkName, Entry> entries = new LinkedHashMap<>();
    private @Nullable DiskFile file;
    private long end = LogHeader.SIZE;
    private boolean closed;

    FileStaging(Disk disk, Path path, FrameCache cache) {
        this.disk = disk;
        this.path = path;
        this.cache = cache;
    }

    @Override
    public synchronized void stage(ChunkName name, byte[] frame) {
        if (entries.containsKey(name)) {
            return;
        }
        try {
            LogWriter writer = new LogWriter(file(), end, frame.length);
            entries.put(name, writer.add(EntryKind.CHUNK, ChunkBody.of(name, frame), false));
            writer.flush();
            end = writer.position();
        } catch (IOException e) {
            entries.remove(name);
            throw Failures.unavailable("A chunk needs room on the storage", e);
        }
        cache.put(name, frame);
    }

    @Override
    public synchronized Map<ChunkName, byte[]> read(Collection<ChunkName> names) {
        Map<ChunkName, byte[]> frames = new LinkedHashMap<>();
        try {
            for (ChunkName name : names) {
                Entry entry = entries.get(name);
                if (entry != null) {
                    frames.put(name, frame(name, entry));
                }
            }
            return frames;
        } catch (IOException e) {
            throw Failures.unavailable("A staged chunk must be readable", e);
        }
    }

    @Override
    public synchronized Set<ChunkName> names() {
        return Set.copyOf(entries.keySet());
    }

    /** Writes a staged chunk into a log. */
    synchronized LogScan.Read copy(ChunkName name, LogWriter writer) throws IOException {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalStateException("Not staged here: " + name);
        }
        return writer.copy(file(), entry);
    }

    /**
     * Completes the file to a log of one transaction.
     *
     * @param record the record that the transaction ends with, if it does
     * @return what the log says then
     */
    synchronized LogIndex complete(
            Duration ttl, Transaction transaction, @Nullable SessionRecord record)
            throws IOException {
        LogIndex index = new LogIndex();
        LogWriter writer = new LogWriter(file(), end);
        for (Map.Entry<ChunkName, Entry> chunk : entries.entrySet()) {
            index.apply(chunk.getValue(), ChunkBody.of(chunk.getKey(), new byte[0]));
        }
        transaction.write(writer).forEach(read -> index.apply(read.entry(), read.body()));
        file().write(0, LogHeader.of(ttl), 0, LogHeader.SIZE);
        file().sync();
        index.committed(record, writer.position());
        return index;
    }

    /** The file has become a log under another name: it is not removed any more. */
    synchronized void moved() throws IOException {
        closed = true;
        if (file != null) {
            file.close();
        }
    }

    Path path() {
        return path;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (file != null) {
                file.close();
                disk.delete(path);
            }
        } catch (IOException e) {
            Failures.LOG.warn("A staging file could not be removed; the next start does it", e);
        }
    }

    private DiskFile file() throws IOException {
        if (closed) {
            throw new IllegalStateException("This staging is closed");
        }
        if (file == null) {
            file = disk.create(path);
        }
        return file;
    }

    private byte[] frame(ChunkName name, Entry entry) throws IOException {
        byte[] cached = cache.get(name);
        if (cached != null) {
            return cached;
        }
        byte[] body = new byte[entry.length()];
        file().read(entry.body(), body, 0, body.length);
        if (!entry.fits(body)) {
            throw new DamagedChunkException("A staged chunk has changed on disk: " + name);
        }
        return ChunkBody.frame(body);
    }
}
