package io.remanso.sessions.embedded;

import io.remanso.tables.DamagedChunkException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.zip.CRC32C;

/**
 * The first 24 bytes of a log, little-endian: the only ones that are written in place. They fit
 * into one sector of a disk.
 *
 * <pre>
 *  0  8  "RMLOG", 0, 0, format version 1
 *  8  8  time to live in milliseconds
 * 16  4  CRC-32C of bytes 0 to 15
 * 20  4  zero
 * </pre>
 */
final class LogHeader {

    static final int SIZE = 24;
    private static final int CHECKED = 16;
    private static final long MAGIC = 0x0100_0047_4F4C_4D52L;

    private LogHeader() {}

    static byte[] of(Duration ttl) {
        byte[] bytes = new byte[SIZE];
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(MAGIC)
                .putLong(ttl.toMillis())
                .putInt(crc(bytes));
        return bytes;
    }

    /**
     * The time to live in the header.
     *
     * @throws DamagedChunkException when the file does not begin with a header
     */
    static Duration ttl(DiskFile file) throws IOException {
        if (file.length() < SIZE) {
            throw damaged();
        }
        byte[] bytes = new byte[SIZE];
        file.read(0, bytes, 0, SIZE);
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (header.getLong(0) != MAGIC || header.getInt(CHECKED) != crc(bytes)) {
            throw damaged();
        }
        return Duration.ofMillis(header.getLong(8));
    }

    private static DamagedChunkException damaged() {
        return new DamagedChunkException("A log must begin with its header; this one does not");
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CHECKED);
        return (int) crc.getValue();
    }
}
