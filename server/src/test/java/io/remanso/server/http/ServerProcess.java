package io.remanso.server.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, which tests may kill. */
final class ServerProcess implements AutoCloseable {

    private static final Pattern LISTENS = Pattern.compile("listens on http://[^ ]+:(\\d+)");

    private final Process process;
    private final List<String> output = new ArrayList<>();
    private int port;

    private ServerProcess(Process process) {
        this.process = process;
    }

    /** Starts a server and waits until it answers. */
    static ServerProcess start(Path storage, Map<String, String> environment) {
        ServerProcess server = launch(storage, List.of("-Xmx256m"), environment);
        if (server.port == 0) {
            throw new IllegalStateException("The server did not start: " + server.output);
        }
        return server;
    }

    /**
     * Starts a server and waits until it answers or has ended.
     *
     * @param jvm options of the Java machine
     */
    static ServerProcess launch(Path storage, List<String> jvm, Map<String, String> environment) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--add-opens=java.base/java.nio=ALL-UNNAMED");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+UseSerialGC");
        command.addAll(jvm);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add("io.remanso.server.RemansoServer");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SERVER_PORT", "0");
        builder.environment().put("STORAGE_DIR", storage.toString());
        builder.environment().putAll(environment);
        try {
            ServerProcess server = new ServerProcess(builder.start());
            server.awaitStart();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitStart() throws IOException {
        BufferedReader lines = process.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            add(line);
            Matcher listens = LISTENS.matcher(line);
            if (listens.find()) {
                port = Integer.parseInt(listens.group(1));
                Thread.ofVirtual().start(() -> drain(lines));
                return;
            }
        }
    }

    private void drain(BufferedReader lines) {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add("output ended: " + e.getMessage());
        }
    }

    private void add(String line) {
        synchronized (output) {
            output.add(line);
        }
    }

    /** What it has printed so far, without what the Java machine says of itself. */
    List<String> output() {
        synchronized (output) {
            return output.stream().filter(line -> !line.startsWith("WARNING:")).toList();
        }
    }

    long pid() {
        return process.pid();
    }

    Client client() {
        return new Client(port);
    }

    /** SIGKILL: it gets no chance to tidy up. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** SIGTERM, and what the process exits with. */
    int stop() {
        process.destroy();
        return awaitEnd();
    }

    int awaitEnd() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The server does not end: " + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
