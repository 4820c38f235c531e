package io.remanso.tables.files;

import java.io.IOException;
import java.io.OutputStream;

/** A buffer before a stream, without the lock of {@link java.io.BufferedOutputStream}. */
final class ByteSink {

    private final OutputStream out;
    private final byte[] buffer = new byte[1 << 16];
    private int used;

    ByteSink(OutputStream out) {
        this.out = out;
    }

    void write(byte b) throws IOException {
        if (used == buffer.length) {
            flush();
        }
        buffer[used++] = b;
    }

    void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > buffer.length - used) {
            flush();
            if (length > buffer.length) {
                out.write(bytes, offset, length);
                return;
            }
        }
        System.arraycopy(bytes, offset, buffer, used, length);
        used += length;
    }

    /** Hands everything to the stream, which is not flushed. */
    void flush() throws IOException {
        out.write(buffer, 0, used);
        used = 0;
    }
}
