package io.remanso.server.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What lies in the storage folder of a server. */
final class Folders {

    private Folders() {}

    /** The files on their way in or out: uploads, staged chunks, spilled data. */
    static List<Path> inFlight(Path storage) {
        return Stream.of("scratch", "staging")
                .map(storage::resolve)
                .filter(Files::exists)
                .flatMap(Folders::files)
                .filter(file -> !file.toString().endsWith(".lock"))
                .toList();
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
