package io.remanso.tables.internal;

import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/** Bytes written one after the other into one array, which need not be copied to be read. */
final class Bytes implements WritableByteChannel {

    private byte[] array;
    private int length;

    /**
     * @param expected about how many bytes will be written
     */
    Bytes(int expected) {
        this.array = new byte[expected];
    }

    /** All of these bytes. */
    static Bytes of(byte[] array) {
        Bytes bytes = new Bytes(0);
        bytes.array = array;
        bytes.length = array.length;
        return bytes;
    }

    @Override
    public int write(ByteBuffer source) {
        int more = source.remaining();
        if (more > array.length - length) {
            array = Arrays.copyOf(array, Math.max(length + more, 2 * array.length));
        }
        source.get(array, length, more);
        length += more;
        return more;
    }

    /** What holds the bytes, from 0 on; longer than they are. */
    byte[] array() {
        return array;
    }

    int length() {
        return length;
    }

    /** The bytes as an array of their own. */
    byte[] toArray() {
        return length == array.length ? array : Arrays.copyOf(array, length);
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
