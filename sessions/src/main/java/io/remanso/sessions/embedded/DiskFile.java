package io.remanso.sessions.embedded;

import java.io.Closeable;
import java.io.IOException;

/** An open file. For one thread at a time. */
interface DiskFile extends Closeable {

    long length() throws IOException;

    /**
     * Reads exactly so many bytes.
     *
     * @throws java.io.EOFException when the file ends before
     */
    void read(long position, byte[] into, int offset, int length) throws IOException;

    void write(long position, byte[] from, int offset, int length) throws IOException;

    void truncate(long length) throws IOException;

    /** Makes sure that everything written outlasts a loss of power. */
    void sync() throws IOException;
}
