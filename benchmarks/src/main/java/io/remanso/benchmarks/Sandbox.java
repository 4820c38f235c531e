package io.remanso.benchmarks;

import io.remanso.sessions.DatasetSessions;
import io.remanso.sessions.SessionSettings;
import io.remanso.sessions.embedded.EmbeddedSettings;
import io.remanso.sessions.embedded.InMemoryBackend;
import io.remanso.sessions.storage.StorageBackend;
import io.remanso.tables.TableEngine;
import io.remanso.tables.TableSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.stream.Stream;

/** Sessions on the embedded backend in a folder of their own, which goes when it is closed. */
final class Sandbox implements AutoCloseable {

    private static final long GB = 1L << 30;

    final Path folder;
    final TableEngine engine;
    final StorageBackend backend;
    final DatasetSessions sessions;

    /** Of sessions that keep every version. */
    Sandbox() throws IOException {
        this(1_000_000);
    }

    Sandbox(int maxVersions) throws IOException {
        folder = Files.createTempDirectory("remanso-bench");
        engine =
                TableEngine.open(
                        TableSettings.defaults(folder.resolve("scratch"))
                                .withMaxTableBytes(4 * GB));
        backend = InMemoryBackend.open(EmbeddedSettings.of(folder), Clock.systemUTC());
        sessions =
                new DatasetSessions(
                        backend,
                        engine,
                        SessionSettings.defaults().withMaxVersions(maxVersions),
                        Clock.systemUTC());
    }

    /** Bytes of the files of all sessions. */
    long storedBytes() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("sessions"))) {
            return files.filter(Files::isRegularFile).mapToLong(Sandbox::size).sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        backend.close();
        engine.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
