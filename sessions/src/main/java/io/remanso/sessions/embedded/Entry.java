package io.remanso.sessions.embedded;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Where an entry of a log is. Its header has 20 bytes, little-endian, and its body follows.
 *
 * <pre>
 *  0  4  magic "RMLE"
 *  4  1  kind
 *  5  1  1 when the entry is the last of its transaction, else 0
 *  6  2  zero
 *  8  4  length of the body
 * 12  4  CRC-32C of the body
 * 16  4  CRC-32C of bytes 0 to 15
 * </pre>
 *
 * @param position where its header begins in the file
 * @param kind what it holds
 * @param last whether it closes a transaction
 * @param length bytes of its body
 * @param crc the checksum of its body
 */
record Entry(long position, EntryKind kind, boolean last, int length, int crc) {

    static final int HEADER = 20;
    static final int MAGIC = 0x454C4D52;
    private static final int CHECKED = 16;

    static Entry of(long position, EntryKind kind, boolean last, byte[] body) {
        return new Entry(position, kind, last, body.length, crc(body, 0, body.length));
    }

    /** The entry whose header this is, or empty when it is no header. */
    static Optional<Entry> read(long position, byte[] bytes) {
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (header.getInt(0) != MAGIC || header.getInt(CHECKED) != crc(bytes, 0, CHECKED)) {
            return Optional.empty();
        }
        return EntryKind.of(header.get(4))
                .map(kind ->
                        new Entry(
                                position,
                                kind,
                                header.get(5) == 1,
                                header.getInt(8),
                                header.getInt(12)));
    }

    byte[] header() {
        byte[] bytes = new byte[HEADER];
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(MAGIC)
                .put((byte) kind.id())
                .put((byte) (last ? 1 : 0))
                .putShort((short) 0)
                .putInt(length)
                .putInt(crc)
                .putInt(crc(bytes, 0, CHECKED));
        return bytes;
    }

    /** Where its body begins. */
    long body() {
        return position + HEADER;
    }

    /** Where the next entry begins. */
    long end() {
        return position + size();
    }

    /** Bytes of header and body. */
    long size() {
        return (long) HEADER + length;
    }

    /** Whether these are the bytes of its body. */
    boolean fits(byte[] body) {
        return body.length == length && crc(body, 0, length) == crc;
    }

    /** The same entry somewhere else, inside of a transaction. */
    Entry at(long newPosition) {
        return new Entry(newPosition, kind, false, length, crc);
    }

    private static int crc(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
