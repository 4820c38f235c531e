package io.remanso.sessions.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * The few things that the embedded storage asks of a file system: the seam at which tests let it
 * fail or lose power. Thread-safe. Interrupting a thread breaks none of its calls.
 */
interface Disk {

    /** Opens a file for reading. */
    DiskFile open(Path file) throws IOException;

    /** Opens a file that is there for reading and writing. */
    DiskFile openWritable(Path file) throws IOException;

    /** Makes an empty file and opens it for reading and writing. */
    DiskFile create(Path file) throws IOException;

    /** Renames a file, replacing what has the new name, at once. */
    void rename(Path from, Path to) throws IOException;

    /** Removes a file if it is there. */
    void delete(Path file) throws IOException;

    /** The files directly in a folder. */
    List<Path> list(Path folder) throws IOException;

    /** Makes sure that renames and removals in a folder outlast a loss of power. */
    void syncFolder(Path folder) throws IOException;

    /** When a file was last marked as used. */
    Instant lastUsed(Path file) throws IOException;

    /** Marks a file as used. */
    void markUsed(Path file, Instant when) throws IOException;
}
