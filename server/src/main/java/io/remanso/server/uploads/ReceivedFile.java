package io.remanso.server.uploads;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that a request carried, in the staging folder; gone after {@link #close}.
 *
 * @param filename what the user calls it, without folders
 */
public record ReceivedFile(Path path, String filename) implements AutoCloseable {

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
