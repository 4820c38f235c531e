package io.remanso.tables.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Parts of files. */
final class Bytes {

    private static final int REACH = 1 << 15;

    private Bytes() {}

    /** The bytes before and behind a place of a file. */
    static byte[] around(Path file, long at) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(Math.max(0, at - REACH));
            return in.readNBytes(2 * REACH);
        }
    }
}
