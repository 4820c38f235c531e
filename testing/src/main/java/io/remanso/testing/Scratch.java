package io.remanso.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** The temporary folder of this JVM, which {@link Guardian} removes when the JVM is gone. */
final class Scratch {

    private static final AtomicInteger numbers = new AtomicInteger();

    private Scratch() {}

    static Path root() {
        return Holder.ROOT;
    }

    /** A new empty folder. */
    static Path folder(String name) {
        try {
            return Files.createDirectory(
                    root().resolve(numbers.incrementAndGet() + "-" + name.replace('/', '-')));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Holder {
        static final Path ROOT = create();

        private static Path create() {
            try {
                return Files.createTempDirectory("remanso-redis-").toRealPath();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
