package io.remanso.sessions.embedded;

import io.remanso.tables.DamagedChunkException;
import java.io.IOException;
import java.util.Arrays;

/** Appends entries to a log, through a buffer. For one thread at a time. */
final class LogWriter {

    private static final int BUFFER = 1 << 18;

    private final DiskFile file;
    private final byte[] buffer;
    private long flushed;
    private int buffered;

    /**
     * @param position where the next entry goes
     */
    LogWriter(DiskFile file, long position) {
        this(file, position, BUFFER);
    }

    /** With a buffer for about so many bytes. */
    LogWriter(DiskFile file, long position, int expected) {
        this.file = file;
        this.flushed = position;
        this.buffer = new byte[Math.min(BUFFER, expected + Entry.HEADER + ChunkBody.NAME)];
    }

    /** Where the next entry goes. */
    long position() {
        return flushed + buffered;
    }

    Entry add(EntryKind kind, byte[] body, boolean last) throws IOException {
        Entry entry = Entry.of(position(), kind, last, body);
        put(entry.header(), Entry.HEADER);
        put(body, body.length);
        return entry;
    }

    /**
     * Appends an entry of another log, which closes no transaction there.
     *
     * @return where it is, with the beginning of its body, which is enough for an index
     */
    LogScan.Read copy(DiskFile from, Entry entry) throws IOException {
        Entry copy = entry.at(position());
        put(copy.header(), Entry.HEADER);
        byte[] body = new byte[entry.length()];
        from.read(entry.body(), body, 0, body.length);
        if (!entry.fits(body)) {
            throw new DamagedChunkException("An entry of a log has changed on disk");
        }
        put(body, body.length);
        return new LogScan.Read(copy, Arrays.copyOf(body, Math.min(body.length, ChunkBody.NAME)));
    }

    void flush() throws IOException {
        if (buffered > 0) {
            file.write(flushed, buffer, 0, buffered);
            flushed += buffered;
            buffered = 0;
        }
    }

    private void put(byte[] bytes, int length) throws IOException {
        if (length > buffer.length - buffered) {
            flush();
        }
        if (length > buffer.length) {
            file.write(flushed, bytes, 0, length);
            flushed += length;
        } else {
            System.arraycopy(bytes, 0, buffer, buffered, length);
            buffered += length;
        }
    }
}
