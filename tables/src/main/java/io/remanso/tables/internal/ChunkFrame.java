package io.remanso.tables.internal;

import io.remanso.tables.ChunkFormat;
import io.remanso.tables.Codec;
import io.remanso.tables.CodecUnavailableException;
import io.remanso.tables.DamagedChunkException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The bytes of a chunk: a header of 24 bytes, little-endian, then the compressed payload.
 *
 * <pre>
 *  0  4  magic "RMCH"
 *  4  1  version, 1
 *  5  1  format of the payload
 *  6  1  codec of the payload
 *  7  1  zero
 *  8  8  length of the payload before compression
 * 16  4  CRC-32 of bytes 0 to 15 and of the compressed payload
 * 20  4  zero
 * </pre>
 */
final class ChunkFrame {

    private static final int HEADER = 24;
    private static final int CHECKED = 16;
    private static final int MAGIC = 0x48434D52;
    private static final byte VERSION = 1;

    private ChunkFrame() {}

    static byte[] write(ChunkFormat format, Codec codec, Bytes raw) throws IOException {
        byte[] frame = Compression.compress(codec, raw, HEADER);
        ByteBuffer header = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(MAGIC)
                .put(VERSION)
                .put((byte) format.id())
                .put((byte) codec.id())
                .put((byte) 0)
                .putLong(raw.length());
        header.putInt(checksum(frame));
        return frame;
    }

    /** The payload of a frame, still in its layout. */
    record Payload(ChunkFormat format, byte[] raw) {}

    /**
     * @throws DamagedChunkException when the frame is not whole or of an unknown version
     * @throws CodecUnavailableException when the codec does not load here
     */
    static Payload read(byte[] frame) {
        if (frame.length < HEADER) {
            throw new DamagedChunkException(
                    "A chunk has at least %d bytes, got %d".formatted(HEADER, frame.length));
        }
        ByteBuffer header = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        if (header.getInt() != MAGIC) {
            throw new DamagedChunkException("A chunk begins with RMCH, this one does not");
        }
        int version = header.get();
        if (version != VERSION) {
            throw new DamagedChunkException(
                    "A chunk must have format version %d, got %d; it is damaged or was written by a newer Remanso"
                            .formatted(VERSION, version));
        }
        byte format = header.get();
        byte codec = header.get();
        header.get();
        long rawLength = header.getLong();
        if (header.getInt() != checksum(frame) || header.getInt() != 0) {
            throw new DamagedChunkException("The checksum of a chunk does not fit its bytes");
        }
        return new Payload(format(format), unpack(codec(codec), frame, rawLength));
    }

    private static byte[] unpack(Codec codec, byte[] frame, long rawLength) {
        try {
            byte[] packed = Arrays.copyOfRange(frame, HEADER, frame.length);
            return Compression.decompress(codec, packed, rawLength);
        } catch (CodecUnavailableException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new DamagedChunkException(
                    "A chunk of codec %s does not unpack to %d bytes"
                            .formatted(codec.label(), rawLength),
                    e);
        }
    }

    private static ChunkFormat format(byte id) {
        return Arrays.stream(ChunkFormat.values())
                .filter(format -> format.id() == id)
                .findFirst()
                .orElseThrow(
                        () -> new DamagedChunkException("Unknown chunk format %d".formatted(id)));
    }

    private static Codec codec(byte id) {
        return Arrays.stream(Codec.values())
                .filter(codec -> codec.id() == id)
                .findFirst()
                .orElseThrow(
                        () -> new DamagedChunkException("Unknown chunk codec %d".formatted(id)));
    }

    private static int checksum(byte[] frame) {
        CRC32 crc = new CRC32();
        crc.update(frame, 0, CHECKED);
        crc.update(frame, HEADER, frame.length - HEADER);
        return (int) crc.getValue();
    }
}
