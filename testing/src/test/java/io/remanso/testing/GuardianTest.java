package io.remanso.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class GuardianTest {

    /** The main class of a JVM that starts a server, tells of it, and waits to be killed. */
    static final class Victim {
        public static void main(String[] args) throws IOException {
            RedisServer redis = RedisServer.start();
            System.out.println(redis.port() + " " + redis.folder());
            System.out.flush();
            int end = System.in.read();
            System.exit(end);
        }
    }

    @Test
    void noServerAndNoFolderOutlivesAKilledJvm() throws Exception {
        Process jvm =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Victim.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader out = jvm.inputReader(StandardCharsets.UTF_8)) {
            String[] portAndFolder = out.readLine().split(" ", 2);
            int port = Integer.parseInt(portAndFolder[0]);
            Path folder = Path.of(portAndFolder[1]);
            assertThat(isListening(port)).isTrue();

            jvm.destroyForcibly().waitFor();

            Await.until("the server is gone", () -> !isListening(port));
            Await.until("its folder is gone", () -> !Files.exists(folder));
        } finally {
            jvm.destroyForcibly();
        }
    }

    private static boolean isListening(int port) {
        try (Resp resp = Resp.connect(RedisServer.HOST, port)) {
            return "PONG".equals(resp.call("PING"));
        } catch (java.io.UncheckedIOException e) {
            return false;
        }
    }
}
