package io.remanso.testing;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The redis-server executable that tests start: the one of the system property {@code
 * remanso.test.redis}, else a {@code redis-server} of version 7 or later on the PATH, else a static
 * one that a dependency carries.
 */
final class RedisBinary {

    private static final String CARRIED_VERSION = "7.0.15";
    private static final Pattern VERSION = Pattern.compile("v=(\\d+)\\.");

    private RedisBinary() {}

    static Path path() {
        return Holder.PATH;
    }

    private static final class Holder {
        static final Path PATH = find();
    }

    private static Path find() {
        String named = System.getProperty("remanso.test.redis");
        if (named != null) {
            return Path.of(named);
        }
        return onPath().orElseGet(RedisBinary::carried);
    }

    private static Optional<Path> onPath() {
        String path = System.getenv("PATH");
        if (path == null) {
            return Optional.empty();
        }
        for (String folder : path.split(Pattern.quote(File.pathSeparator), -1)) {
            Path candidate = Path.of(folder, "redis-server");
            if (Files.isExecutable(candidate) && majorVersion(candidate) >= 7) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static int majorVersion(Path executable) {
        try {
            Process process = new ProcessBuilder(executable.toString(), "--version").start();
            try (InputStream out = process.getInputStream()) {
                String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
                Matcher version = VERSION.matcher(text);
                return version.find() ? Integer.parseInt(version.group(1)) : 0;
            }
        } catch (IOException e) {
            return 0;
        }
    }

    private static Path carried() {
        String name = "redis-server-" + CARRIED_VERSION + "-" + system() + "-" + processor();
        try (InputStream in = RedisBinary.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "Tests need a redis-server of version 7 or later and none is carried for "
                                + name
                                + ": install one on the PATH or name it with -Dremanso.test.redis");
            }
            Path file = Scratch.folder("bin").resolve("redis-server");
            Files.copy(in, file);
            if (!file.toFile().setExecutable(true)) {
                throw new IOException("cannot make executable: " + file);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String system() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return os.contains("mac") ? "darwin" : os.contains("linux") ? "linux" : os;
    }

    private static String processor() {
        String arch = System.getProperty("os.arch");
        return switch (arch) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> arch;
        };
    }
}
