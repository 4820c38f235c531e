package io.remanso.tables.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The records of a text in plain RFC 4180: fields without quotes, or wholly within quotes that are
 * doubled inside, and as many in each record as there are columns. Blank lines are none, and a byte
 * order mark before the first record is no part of it. Not thread-safe.
 */
final class PlainRecords {

    private static final int BUFFER = 1 << 20;
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int NOT_WHOLE = -1;
    private static final int IRREGULAR = -2;

    private final InputStream in;
    private final ImportMonitor monitor;
    private final byte delimiter;
    private final byte quote;
    private final boolean quotes;
    private final boolean[] stops = new boolean[256];
    private final int[] starts;
    private final int[] ends;
    private final boolean[] quoted;
    private final boolean[] doubled;
    private byte[] bytes = new byte[BUFFER];
    private int next;
    private int limit;
    private boolean begun;
    private boolean last;
    private boolean irregular;

    /**
     * @param dialect one that doubles quotes, with a delimiter of one ASCII character
     * @param lineEnd LF or CR LF
     */
    PlainRecords(
            InputStream in, Dialect dialect, String lineEnd, int columns, ImportMonitor monitor) {
        this.in = in;
        this.monitor = monitor;
        this.delimiter = (byte) dialect.delimiter().charAt(0);
        this.quote = (byte) dialect.quote();
        this.quotes = dialect.quote() != 0;
        this.starts = new int[columns];
        this.ends = new int[columns];
        this.quoted = new boolean[columns];
        this.doubled = new boolean[columns];
        stops[delimiter] = true;
        stops[quote] = quotes;
        stops['\n'] = true;
        stops['\r'] = lineEnd.length() > 1;
    }

    /**
     * Goes to the next record, whose fields are then known; false behind the last and at one that
     * is not plain.
     */
    boolean next() throws IOException {
        while (!irregular) {
            if (next == limit && last) {
                return false;
            }
            int end = split();
            if (end >= 0) {
                next = end;
                takeQuotesOut();
                return true;
            }
            if (end == NOT_WHOLE) {
                fill();
            } else {
                irregular = !skipBlank();
            }
        }
        return false;
    }

    /** Whether a record was not plain. */
    boolean isIrregular() {
        return irregular;
    }

    /** What holds the fields of the current record. */
    byte[] bytes() {
        return bytes;
    }

    int start(int field) {
        return starts[field];
    }

    int end(int field) {
        return ends[field];
    }

    boolean isQuoted(int field) {
        return quoted[field];
    }

    /** Where the next record begins, once the fields of this one are known. */
    private int split() {
        int at = next;
        for (int field = 0; field < starts.length; field++) {
            at = quotes && at < limit && bytes[at] == quote ? quoted(field, at) : bare(field, at);
            if (at < 0) {
                return at;
            }
            boolean ends = at == limit || bytes[at] != delimiter;
            if (ends) {
                return field + 1 == starts.length ? lineEnd(at) : IRREGULAR;
            }
            at++;
        }
        return IRREGULAR;
    }

    private int bare(int field, int from) {
        int at = from;
        while (at < limit && !stops[bytes[at] & 0xFF]) {
            at++;
        }
        starts[field] = from;
        ends[field] = at;
        quoted[field] = false;
        return at == limit && !last ? NOT_WHOLE : at;
    }

    private int quoted(int field, int from) {
        int at = from + 1;
        doubled[field] = false;
        while (true) {
            while (at < limit && bytes[at] != quote) {
                at++;
            }
            if (at + 1 >= limit && !last) {
                return NOT_WHOLE;
            }
            if (at == limit) {
                return IRREGULAR;
            }
            if (at + 1 == limit || bytes[at + 1] != quote) {
                break;
            }
            doubled[field] = true;
            at += 2;
        }
        starts[field] = from + 1;
        ends[field] = at;
        quoted[field] = true;
        return at + 1;
    }

    private int lineEnd(int at) {
        if (at == limit) {
            return last ? at : NOT_WHOLE;
        }
        if (bytes[at] == '\n') {
            return at + 1;
        }
        if (bytes[at] != '\r') {
            return IRREGULAR;
        }
        if (at + 1 == limit) {
            return last ? IRREGULAR : NOT_WHOLE;
        }
        return bytes[at + 1] == '\n' ? at + 2 : IRREGULAR;
    }

    /** Makes one quote of each two inside of quoted fields. */
    private void takeQuotesOut() {
        for (int field = 0; quotes && field < starts.length; field++) {
            if (quoted[field] && doubled[field]) {
                int to = starts[field];
                for (int from = to; from < ends[field]; from++) {
                    bytes[to++] = bytes[from];
                    from += bytes[from] == quote ? 1 : 0;
                }
                ends[field] = to;
            }
        }
    }

    private boolean skipBlank() {
        if (bytes[next] == '\n') {
            next++;
            return true;
        }
        if (bytes[next] == '\r' && next + 1 < limit && bytes[next + 1] == '\n') {
            next += 2;
            return true;
        }
        return false;
    }

    /** Reads on, keeping what is not used up. */
    private void fill() throws IOException {
        monitor.check();
        int kept = limit - next;
        byte[] target = kept > bytes.length / 2 ? new byte[2 * bytes.length] : bytes;
        System.arraycopy(bytes, next, target, 0, kept);
        bytes = target;
        next = 0;
        int read = in.readNBytes(bytes, kept, bytes.length - kept);
        limit = kept + read;
        last = limit < bytes.length;
        if (!begun) {
            begun = true;
            boolean marked =
                    Arrays.equals(bytes, 0, Math.min(limit, MARK.length), MARK, 0, MARK.length);
            next = marked ? MARK.length : 0;
        }
    }
}
