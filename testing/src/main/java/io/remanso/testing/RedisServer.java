package io.remanso.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One redis-server process on a free port of 127.0.0.1 with a folder of its own. Without further
 * lines it keeps nothing on disk. Safe for use by several threads.
 *
 * <pre>{@code
 * try (RedisServer redis = RedisServer.start("appendonly yes", "appendfsync always")) {
 *     redis.kill();
 *     redis.restart();
 * }
 * }</pre>
 */
public final class RedisServer implements AutoCloseable {

    public static final String HOST = "127.0.0.1";

    private static final int START_ATTEMPTS = 5;
    private static final String PASSWORD = "requirepass ";
    private static final String TLS_PORT = "tls-port ";

    private final Path folder;
    private final int port;
    private final @Nullable String password;
    private final @Nullable String tlsPort;
    private final List<String> command;
    private @Nullable Process process;

    private RedisServer(Path folder, int port, List<String> configLines, List<String> arguments)
            throws IOException {
        this.folder = folder;
        this.port = port;
        this.password = value(configLines, PASSWORD);
        this.tlsPort = value(configLines, TLS_PORT);
        List<String> lines = new ArrayList<>();
        lines.add("port " + port);
        lines.add("bind " + HOST);
        lines.add("dir " + folder);
        lines.add("logfile redis.log");
        lines.add("save \"\"");
        lines.add("enable-debug-command local");
        lines.addAll(configLines);
        Path config = folder.resolve("redis.conf");
        Files.write(config, lines);
        command = new ArrayList<>();
        command.add(RedisBinary.path().toString());
        command.add(config.toString());
        command.addAll(arguments);
    }

    private static @Nullable String value(List<String> configLines, String name) {
        return configLines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()))
                .findFirst()
                .orElse(null);
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param configLines lines of redis.conf, such as {@code "maxmemory 10mb"} or {@code
     *     "requirepass secret"}
     * @throws IllegalStateException when it ends at once; the message holds its log
     */
    public static RedisServer start(String... configLines) {
        return start(List.of(configLines), List.of());
    }

    /**
     * Starts a server that also speaks TLS, on the port of {@link #tlsUrl}, without asking clients
     * for a certificate.
     */
    public static RedisServer startTls(TestCertificate certificate, String... configLines) {
        List<String> lines = new ArrayList<>();
        lines.add(TLS_PORT + Ports.free());
        lines.add("tls-cert-file " + certificate.certificate());
        lines.add("tls-key-file " + certificate.key());
        lines.add("tls-ca-cert-file " + certificate.certificate());
        lines.add("tls-auth-clients no");
        lines.addAll(List.of(configLines));
        return start(lines, List.of());
    }

    static RedisServer start(List<String> configLines, List<String> arguments) {
        for (int attempt = 1; ; attempt++) {
            RedisServer server = prepare(configLines, arguments);
            try {
                server.restart();
                return server;
            } catch (IllegalStateException e) {
                server.close();
                if (attempt == START_ATTEMPTS || !server.log().contains("in use")) {
                    throw e;
                }
            }
        }
    }

    private static RedisServer prepare(List<String> configLines, List<String> arguments) {
        int port = Ports.free();
        try {
            return new RedisServer(Scratch.folder("redis-" + port), port, configLines, arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return port;
    }

    /** {@code redis://127.0.0.1:PORT/0}, with the password when the server has one. */
    public String url() {
        String credentials = password == null ? "" : ":" + password + "@";
        return "redis://" + credentials + HOST + ":" + port + "/0";
    }

    /** {@code rediss://127.0.0.1:PORT/0} of a server that was started with TLS. */
    public String tlsUrl() {
        return "rediss://" + HOST + ":" + Objects.requireNonNull(tlsPort, "no TLS") + "/0";
    }

    /** The folder with its configuration, log and data. */
    public Path folder() {
        return folder;
    }

    /** The id of the process that runs or ran last. */
    public synchronized long pid() {
        return Objects.requireNonNull(process, "never started").pid();
    }

    /** Whether the process runs; a paused one does. */
    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** SIGKILL, and waits for the end: what was not on disk is lost. */
    public synchronized void kill() {
        if (process != null) {
            process.destroyForcibly();
            awaitEnd(process);
        }
    }

    /** SIGTERM, and waits for the end: an orderly shutdown. */
    public synchronized void stop() {
        if (process != null) {
            process.destroy();
            awaitEnd(process);
        }
    }

    /** SIGSTOP: connections stay open and nothing answers. */
    public void pause() {
        signal("STOP");
    }

    /** SIGCONT. */
    public void resume() {
        signal("CONT");
    }

    /** Ends the process if it runs, then starts it on the same port and folder and waits. */
    public synchronized void restart() {
        kill();
        try {
            repairLog();
            Process started =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("console.log").toFile())
                            .start();
            process = started;
            Guardian.watch(started);
            Await.until("redis-server answers on port " + port, () -> answers(started));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!isRunning()) {
            throw new IllegalStateException("redis-server ended at its start:\n" + log());
        }
    }

    /**
     * Cuts off a transaction that was being written to the append-only file when the process was
     * killed, as who runs Redis is told to do. Redis itself cuts only the last command, and
     * executes the rest with the next transaction when it reads the file once more.
     */
    private void repairLog() throws IOException {
        Path manifest = folder.resolve("appendonlydir").resolve("appendonly.aof.manifest");
        if (!Files.exists(manifest)) {
            return;
        }
        Path tool = folder.resolve("redis-check-aof");
        if (!Files.exists(tool)) {
            Files.createSymbolicLink(tool, RedisBinary.path().toAbsolutePath());
        }
        Path yes = Files.writeString(folder.resolve("yes"), "y\n");
        Path log = folder.resolve("check.log");
        Process check =
                new ProcessBuilder(tool.toString(), "--fix", manifest.toString())
                        .redirectInput(yes.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        awaitEnd(check);
        if (check.exitValue() != 0) {
            throw new IllegalStateException(
                    "The append-only file cannot be repaired:\n" + Files.readString(log));
        }
    }

    /** Whether it has ended or is ready, which means neither loading nor unreachable. */
    private boolean answers(Process started) {
        if (!started.isAlive()) {
            return true;
        }
        try (Resp resp = Resp.connect(HOST, port)) {
            return "PONG".equals(resp.call("PING"));
        } catch (ReplyError e) {
            return e.code().equals("NOAUTH");
        }
    }

    /** A new witness connection, authenticated. */
    public Resp connect() {
        Resp resp = Resp.connect(HOST, port);
        if (password != null) {
            resp.call("AUTH", password);
        }
        return resp;
    }

    /** One command over a connection of its own; see {@link Resp#call}. */
    public @Nullable Object call(String... words) {
        try (Resp resp = connect()) {
            return resp.call(words);
        }
    }

    /** One command whose reply is a list. */
    public List<?> callForList(String... words) {
        return (List<?>) Objects.requireNonNull(call(words), "a list was expected, got nothing");
    }

    /** The text of one field of INFO, or an empty text. */
    public String info(String field) {
        return String.valueOf(call("INFO", "everything"))
                .lines()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).trim())
                .findFirst()
                .orElse("");
    }

    /** What the server has logged so far. */
    public String log() {
        StringBuilder log = new StringBuilder();
        for (String name : List.of("console.log", "redis.log")) {
            try {
                log.append(Files.readString(folder.resolve(name)));
            } catch (IOException e) {
                log.append("(no ").append(name).append(")\n");
            }
        }
        return log.toString();
    }

    /** Kills the process. Closing twice does nothing. */
    @Override
    public void close() {
        kill();
    }

    @Override
    public String toString() {
        return "redis-server on " + HOST + ":" + port;
    }

    private void signal(String name) {
        try {
            Process alive = process;
            if (alive == null || !alive.isAlive()) {
                throw new IllegalStateException("Not running: " + this);
            }
            Process kill = new ProcessBuilder("kill", "-" + name, "" + alive.pid()).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("kill -" + name + " failed for " + this);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void awaitEnd(Process process) {
        try {
            process.waitFor();
            Guardian.forget(process);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", e);
    }
}
