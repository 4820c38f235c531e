package io.remanso.cache.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * An entry as it stands in Redis: one line of text, then the value's bytes, so that an operator who
 * reads the key sees the value.
 *
 * <pre>
 * R1j- 8d1f02ab 0 3w5e11264sgsf lxk2hm10 2n9c0 a81f33c0 4k 1b users:,team%3A7
 * {"name":"Ada"}
 * </pre>
 *
 * The fields are: "R1", the letters of codec and compression; the CRC-32C in base 16 of all that
 * follows it; then in base 36 the schema version, id, time of writing, time to live; the epoch; in
 * base 36 the log number and raw length; the generations, percent-encoded; and the options that the
 * entry has of its own, if it has any: a letter and a value each.
 */
record EntryFrame(EntryHeader header, byte[] bytes, int offset, int length) {

    /** The format letter of an entry that stands for a null. */
    static final char NULL = 'n';

    private static final int CRC_AT = 5;
    private static final int FIELDS_AT = 14;
    private static final int RADIX = 36;
    private static final byte NO_DIGIT = Byte.MAX_VALUE;

    /** The value of each character as a digit. */
    private static final byte[] DIGITS = new byte[128];

    static {
        for (char c = 0; c < DIGITS.length; c++) {
            int digit = Character.digit(c, RADIX);
            DIGITS[c] = digit < 0 ? NO_DIGIT : (byte) digit;
        }
    }

    static byte[] write(EntryHeader header, byte[] stored) {
        StringBuilder line = new StringBuilder(96);
        line.append("R1").append(header.format()).append(header.compression());
        line.append(" 00000000 ");
        line.append(Integer.toString(header.schemaVersion(), RADIX)).append(' ');
        line.append(Long.toUnsignedString(header.id(), RADIX)).append(' ');
        line.append(Long.toString(header.writtenAt(), RADIX)).append(' ');
        line.append(Long.toString(header.ttl(), RADIX)).append(' ');
        line.append(header.epoch()).append(' ');
        line.append(Long.toString(header.seq(), RADIX)).append(' ');
        line.append(Integer.toString(header.rawLength(), RADIX)).append(' ');
        for (int i = 0; i < header.generations().size(); i++) {
            line.append(i == 0 ? "" : ",").append(Names.escape(header.generations().get(i)));
        }
        if (!header.own().isEmpty()) {
            line.append(' ').append(header.own());
        }
        line.append('\n');
        byte[] head = line.toString().getBytes(US_ASCII);
        byte[] frame = new byte[head.length + stored.length];
        System.arraycopy(head, 0, frame, 0, head.length);
        System.arraycopy(stored, 0, frame, head.length, stored.length);
        String crc = "%08x".formatted(crc(frame));
        for (int i = 0; i < crc.length(); i++) {
            frame[CRC_AT + i] = (byte) crc.charAt(i);
        }
        return frame;
    }

    /**
     * @throws UnreadableEntryException when the bytes are damaged or of an unknown form
     */
    static EntryFrame read(byte[] frame) {
        if (frame.length <= FIELDS_AT || frame[0] != 'R' || frame[1] != '1' || frame[4] != ' ') {
            throw new UnreadableEntryException("An entry begins with R1, its bytes do not");
        }
        Fields fields = new Fields(frame);
        if (fields.number(16) != crc(frame)) {
            throw new UnreadableEntryException("An entry's checksum must fit, it does not");
        }
        int schemaVersion = (int) fields.number(RADIX);
        long id = fields.number(RADIX);
        long writtenAt = fields.number(RADIX);
        long ttl = fields.number(RADIX);
        String epoch = fields.text();
        long seq = fields.number(RADIX);
        int rawLength = (int) fields.number(RADIX);
        String last = fields.until('\n');
        int space = last.indexOf(' ');
        List<String> generations = names(space < 0 ? last : last.substring(0, space));
        String own = space < 0 ? "" : last.substring(space + 1);
        EntryHeader header =
                new EntryHeader(
                        (char) frame[2],
                        (char) frame[3],
                        schemaVersion,
                        id,
                        writtenAt,
                        ttl,
                        epoch,
                        seq,
                        rawLength,
                        generations,
                        own);
        return new EntryFrame(header, frame, fields.at, frame.length - fields.at);
    }

    /** The part of the header that differs in every write: what scripts compare entries by. */
    static byte[] mark(byte[] frame) {
        int spaces = 0;
        for (int i = 0; i < frame.length; i++) {
            if (frame[i] == ' ' && ++spaces == 4) {
                return java.util.Arrays.copyOf(frame, i);
            }
        }
        return frame;
    }

    private static long crc(byte[] frame) {
        CRC32C crc = new CRC32C();
        crc.update(frame, 0, CRC_AT);
        crc.update(frame, FIELDS_AT - 1, frame.length - FIELDS_AT + 1);
        return crc.getValue();
    }

    private static List<String> names(String all) {
        if (all.indexOf(',') < 0) {
            return List.of(Names.unescape(all));
        }
        List<String> names = new ArrayList<>(4);
        for (int start = 0; start <= all.length(); ) {
            int comma = all.indexOf(',', start);
            int end = comma < 0 ? all.length() : comma;
            names.add(Names.unescape(all.substring(start, end)));
            start = end + 1;
        }
        return names;
    }

    private static final class Fields {
        private final byte[] frame;
        private int at = CRC_AT;

        Fields(byte[] frame) {
            this.frame = frame;
        }

        String text() {
            return until(' ');
        }

        /** An unsigned number, from the bytes as they are: every read of the far tier does so. */
        long number(int radix) {
            long number = 0;
            int i = at;
            for (; i < frame.length && frame[i] != ' '; i++) {
                int digit = frame[i] < 0 ? NO_DIGIT : DIGITS[frame[i]];
                if (digit >= radix) {
                    throw new UnreadableEntryException(
                            "A number of an entry's header must be in base %d, got '%s'"
                                    .formatted(radix, until(' ')));
                }
                number = number * radix + digit;
            }
            if (i == frame.length) {
                throw incomplete();
            }
            at = i + 1;
            return number;
        }

        String until(char end) {
            int start = at;
            return new String(frame, start, find(end) - start, US_ASCII);
        }

        /** The place of the next such byte; goes on behind it. */
        private int find(char end) {
            int found = at;
            while (found < frame.length && frame[found] != end) {
                found++;
            }
            if (found == frame.length) {
                throw incomplete();
            }
            at = found + 1;
            return found;
        }

        private static UnreadableEntryException incomplete() {
            return new UnreadableEntryException("An entry's header must be complete");
        }
    }
}
