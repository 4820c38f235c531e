package io.remanso.sessions.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The folders of the embedded storage, held by one process at a time. */
final class StorageFolder implements AutoCloseable {

    private static final String SUFFIX = ".log";
    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");
    private static final Pattern MARKED = Pattern.compile("\\+([a-z])");

    private final Path root;
    private final FileChannel lock;

    private StorageFolder(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * Makes the folders that are missing and takes hold of them.
     *
     * @throws IllegalStateException when another process has them
     */
    static StorageFolder open(Path root) throws IOException {
        for (String name : new String[] {"sessions", "temp", "staging"}) {
            Files.createDirectories(root.resolve(name));
        }
        FileChannel channel =
                FileChannel.open(
                        root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new IllegalStateException(
                    "A storage folder serves one process at a time; '%s' is in use. Stop the other process or set another STORAGE_DIR."
                            .formatted(root));
        }
        return new StorageFolder(root, channel);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    Path sessions() {
        return root.resolve("sessions");
    }

    Path temp() {
        return root.resolve("temp");
    }

    /** Files that are being written; nothing in it outlasts the process. */
    Path staging() {
        return root.resolve("staging");
    }

    /**
     * The file name of an id. Capitals are written as {@code +} and the small letter, since some
     * file systems do not tell them apart.
     */
    static String fileName(String id) {
        return CAPITAL.matcher(id).replaceAll(m -> "+" + m.group().toLowerCase(Locale.ROOT))
                + SUFFIX;
    }

    /** The id that a file is named after, or empty when it is no log. */
    static Optional<String> id(Path file) {
        String name = String.valueOf(file.getFileName());
        if (!name.endsWith(SUFFIX)) {
            return Optional.empty();
        }
        String bare = name.substring(0, name.length() - SUFFIX.length());
        return Optional.of(
                MARKED.matcher(bare).replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT)));
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
