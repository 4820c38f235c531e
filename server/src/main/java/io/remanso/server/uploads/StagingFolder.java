package io.remanso.server.uploads;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A folder of this process alone for files on their way in or out. A lock on a file beside it says
 * that its process lives; folders without one are left over from processes that were killed, and go
 * when the next one starts. Thread-safe.
 */
public final class StagingFolder implements AutoCloseable {

    private static final String LOCK_SUFFIX = ".lock";

    private final Path folder;
    private final Path lockFile;
    private final FileChannel channel;

    private StagingFolder(Path folder, Path lockFile, FileChannel channel) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.channel = channel;
    }

    /** A new folder below {@code parent}, which is created when it does not exist. */
    public static StagingFolder open(Path parent) throws IOException {
        Files.createDirectories(parent);
        removeAbandoned(parent);
        String name = UUID.randomUUID().toString();
        Path lockFile = parent.resolve(name + LOCK_SUFFIX);
        FileChannel channel =
                FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.lock();
        return new StagingFolder(Files.createDirectory(parent.resolve(name)), lockFile, channel);
    }

    public Path path() {
        return folder;
    }

    /** A name in the folder that no file has yet. */
    public Path newFile() {
        return folder.resolve(UUID.randomUUID().toString());
    }

    @Override
    public void close() throws IOException {
        removeTree(folder);
        Files.deleteIfExists(lockFile);
        channel.close();
    }

    private static void removeAbandoned(Path parent) throws IOException {
        try (DirectoryStream<Path> locks = Files.newDirectoryStream(parent, "*" + LOCK_SUFFIX)) {
            for (Path lockFile : locks) {
                removeIfAbandoned(lockFile);
            }
        }
    }

    private static void removeIfAbandoned(Path lockFile) throws IOException {
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                String name = lockFile.getFileName().toString();
                removeTree(
                        lockFile.resolveSibling(
                                name.substring(0, name.length() - LOCK_SUFFIX.length())));
                Files.deleteIfExists(lockFile);
            }
        } catch (NoSuchFileException e) {
            // another process that starts now has removed it
        } catch (java.nio.channels.OverlappingFileLockException e) {
            // another server in this very process uses it
        }
    }

    private static void removeTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(root)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
