package io.remanso.sessions.embedded;

import io.remanso.tables.DamagedChunkException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a log from its beginning after anything may have happened to the process that wrote it. A
 * transaction counts when its closing entry is there; what follows the last such entry was never
 * acknowledged and is left out.
 *
 * <p>Chunks are checked when they are read, except those of the last transaction, which are checked
 * here: after a loss of power its closing entry may have reached the disk before them. Then it was
 * never acknowledged either. A broken place that has more than one closing entry behind it is no
 * torn end but damage.
 */
final class LogScan {

    private static final int WINDOW = 1 << 20;

    private final DiskFile file;
    private final long end;
    private List<Read> complete = List.of();
    private long completeFrom = LogHeader.SIZE;
    private long completeEnd = LogHeader.SIZE;

    private LogScan(DiskFile file) throws IOException {
        this.file = file;
        this.end = file.length();
    }

    /**
     * An entry and its body; of a chunk only the name.
     *
     * @param entry where it is
     * @param body its body
     */
    record Read(Entry entry, byte[] body) {}

    /** Takes the entries of one transaction. */
    interface Visitor {
        void visit(List<Read> transaction);
    }

    /**
     * Visits the transactions in their order.
     *
     * @return where the last transaction ends
     * @throws DamagedChunkException when transactions in the middle are damaged
     */
    static long run(DiskFile file, Visitor visitor) throws IOException {
        return new LogScan(file).run(visitor);
    }

    private long run(Visitor visitor) throws IOException {
        List<Read> open = new ArrayList<>();
        long position = LogHeader.SIZE;
        while (position < end) {
            Optional<Read> read = read(position);
            if (read.isEmpty()) {
                refuseDamage(position);
                break;
            }
            open.add(read.get());
            position = read.get().entry().end();
            if (read.get().entry().last()) {
                visitor.visit(complete);
                complete = open;
                completeFrom = completeEnd;
                completeEnd = position;
                open = new ArrayList<>();
            }
        }
        if (!chunksAreWhole(complete)) {
            return completeFrom;
        }
        visitor.visit(complete);
        return completeEnd;
    }

    private Optional<Read> read(long position) throws IOException {
        Optional<Entry> found = header(position);
        if (found.isEmpty() || found.get().length() < 0 || found.get().end() > end) {
            return Optional.empty();
        }
        Entry entry = found.get();
        boolean chunk = entry.kind() == EntryKind.CHUNK;
        byte[] body = new byte[chunk ? Math.min(ChunkBody.NAME, entry.length()) : entry.length()];
        file.read(entry.body(), body, 0, body.length);
        return chunk || entry.fits(body) ? Optional.of(new Read(entry, body)) : Optional.empty();
    }

    private Optional<Entry> header(long position) throws IOException {
        if (end - position < Entry.HEADER) {
            return Optional.empty();
        }
        byte[] header = new byte[Entry.HEADER];
        file.read(position, header, 0, header.length);
        return Entry.read(position, header);
    }

    private boolean chunksAreWhole(List<Read> transaction) throws IOException {
        for (Read read : transaction) {
            if (read.entry().kind() == EntryKind.CHUNK) {
                byte[] body = new byte[read.entry().length()];
                file.read(read.entry().body(), body, 0, body.length);
                if (!read.entry().fits(body)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Looks for closing entries behind a broken place. */
    private void refuseDamage(long broken) throws IOException {
        int closing = 0;
        byte[] window = new byte[WINDOW];
        for (long from = broken + 1; from < end; from += WINDOW - Integer.BYTES + 1) {
            int length = (int) Math.min(WINDOW, end - from);
            file.read(from, window, 0, length);
            for (int i = 0; i + Integer.BYTES <= length; i++) {
                if (isMagic(window, i)) {
                    Optional<Entry> entry = header(from + i);
                    if (entry.isPresent() && entry.get().last() && entry.get().end() <= end) {
                        closing++;
                    }
                }
            }
        }
        if (closing > 1) {
            throw new DamagedChunkException(
                    "A log must be whole; this one is broken in the middle, with %d commits behind"
                            .formatted(closing));
        }
    }

    private static boolean isMagic(byte[] bytes, int i) {
        return bytes[i] == (byte) Entry.MAGIC
                && bytes[i + 1] == (byte) (Entry.MAGIC >> 8)
                && bytes[i + 2] == (byte) (Entry.MAGIC >> 16)
                && bytes[i + 3] == (byte) (Entry.MAGIC >> 24);
    }
}
