package io.remanso.tables.files;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What one pass over the bytes of a text tells, without taking it apart into fields: it is made at
 * the speed of memory, so that the reader of the fields can be checked against it.
 *
 * <p>Quotes are taken as in RFC 4180: between two of them a line end belongs to the field.
 */
final class Survey {

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BUFFER = 1 << 18;
    private static final long LOW = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;

    private final int quote;
    private long position;
    private long recordStart;
    private boolean quoted;
    private int last;
    private int continuation;
    private int lowest;
    private int highest;

    private long records;
    private long blanks;
    private long longest;
    private long invalidAt = -1;
    private long invalid;
    private long multibyte;
    private long zeros;
    private long lineFeeds;
    private long carriageReturns;
    private long pairs;

    private Survey(char quote) {
        this.quote = quote;
    }

    /**
     * Reads a file from start to end.
     *
     * @param quote the quote of the dialect, 0 for none
     */
    static Survey of(Path file, char quote, ImportMonitor monitor) throws IOException {
        Survey survey = new Survey(quote);
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            int read;
            while ((read = in.readNBytes(buffer, 0, BUFFER)) > 0) {
                monitor.check();
                survey.scan(buffer, read);
            }
        }
        survey.end();
        return survey;
    }

    private void scan(byte[] buffer, int length) {
        int i = 0;
        while (i < length) {
            if (continuation == 0
                    && last != '\r'
                    && i + Long.BYTES <= length
                    && skip((long) LONGS.get(buffer, i))) {
                i += Long.BYTES;
            } else {
                int end = Math.min(length, i + Long.BYTES);
                while (i < end) {
                    step(buffer[i++] & 0xFF);
                    position++;
                }
            }
        }
    }

    /** Takes eight bytes at once if they are plain ASCII and line feeds. */
    private boolean skip(long word) {
        long others =
                word
                        | zeroBytes(word)
                        | zeroBytes(word ^ (LOW * '\r'))
                        | zeroBytes(word ^ (LOW * quote));
        if ((others & HIGH) != 0) {
            return false;
        }
        long feeds = quoted ? 0 : zeroBytes(word ^ (LOW * '\n'));
        long start = position;
        while (feeds != 0) {
            position = start + Long.numberOfTrailingZeros(feeds) / Byte.SIZE;
            lineFeeds++;
            endRecord();
            feeds &= feeds - 1;
        }
        position = start + Long.BYTES;
        last = 0;
        return true;
    }

    /** Has the high bit of each byte that is zero, for bytes below 128. */
    private static long zeroBytes(long word) {
        return ~(word + ~HIGH) & HIGH;
    }

    private void step(int b) {
        if (b >= 0x80 || continuation > 0) {
            utf8(b);
        }
        if (b == quote && quote != 0) {
            quoted = !quoted;
        } else if (b == 0) {
            zeros++;
        } else if (!quoted && b == '\n') {
            if (last == '\r') {
                pairs++;
                carriageReturns--;
                recordStart++;
            } else {
                lineFeeds++;
                endRecord();
            }
        } else if (!quoted && b == '\r') {
            carriageReturns++;
            endRecord();
        }
        last = quoted ? 0 : b;
    }

    private void endRecord() {
        long length = position - recordStart;
        longest = Math.max(longest, length);
        if (length == 0) {
            blanks++;
        } else {
            records++;
        }
        recordStart = position + 1;
    }

    private void end() {
        if (continuation > 0) {
            invalid(position);
        }
        if (position > recordStart) {
            endRecord();
        }
    }

    private void utf8(int b) {
        if (continuation > 0) {
            if (b >= lowest && b <= highest) {
                continuation--;
                lowest = 0x80;
                highest = 0xBF;
                if (continuation == 0) {
                    multibyte++;
                }
                return;
            }
            continuation = 0;
            invalid(position - 1);
            if (b < 0x80) {
                return;
            }
        }
        lowest = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
        highest = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
        if (b >= 0xC2 && b <= 0xDF) {
            continuation = 1;
        } else if (b >= 0xE0 && b <= 0xEF) {
            continuation = 2;
        } else if (b >= 0xF0 && b <= 0xF4) {
            continuation = 3;
        } else {
            invalid(position);
        }
    }

    private void invalid(long at) {
        invalid++;
        if (invalidAt < 0) {
            invalidAt = at;
        }
    }

    /** Records that are not blank. */
    long records() {
        return records;
    }

    /** Blank lines between, before and after the records. */
    long blanks() {
        return blanks;
    }

    /** The bytes of the longest record. */
    long longest() {
        return longest;
    }

    long bytes() {
        return position;
    }

    /** How many places are no UTF-8. */
    long invalid() {
        return invalid;
    }

    /** Where the first of them is, -1 when there is none. */
    long invalidAt() {
        return invalidAt;
    }

    /** Well-formed characters of more than one byte. */
    long multibyte() {
        return multibyte;
    }

    long zeros() {
        return zeros;
    }

    /** The line end of all records as RFC 4180 writers make them, or empty when they differ. */
    String lineEnd() {
        if (lineFeeds + carriageReturns == 0) {
            return pairs > 0 ? "\r\n" : "\n";
        }
        if (pairs > 0 || (lineFeeds > 0 && carriageReturns > 0)) {
            return "";
        }
        return lineFeeds > 0 ? "\n" : "\r";
    }

    /** Whether the file ends within quotes. */
    boolean endsQuoted() {
        return quoted;
    }
}
