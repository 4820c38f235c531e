package io.remanso.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The script by which Redis is deployed. */
class StartRedisTest {

    private static final Path SCRIPT = Path.of("..", "deploy", "start-redis.sh").toAbsolutePath();

    private static final String TWO_WRITES =
            "redis.call('SET', KEYS[1], '1') return redis.call('SET', KEYS[2], '2')";

    /** More than what ends a transaction: {@code *1\r\n$4\r\nEXEC\r\n}. */
    private static final int CUT = 20;

    @Test
    void aTransactionThatACrashCutOffIsGoneForGood() throws Exception {
        try (RedisServer redis = RedisServer.start("appendonly yes", "appendfsync always")) {
            redis.call("SET", "before", "kept");
            redis.call("EVAL", TWO_WRITES, "2", "first", "second");
            redis.kill();
            shorten(redis.folder());

            for (int start = 1; start <= 2; start++) {
                Process process = start(redis);
                try {
                    Await.until("Redis answers", () -> answers(redis));
                    assertThat(redis.call("GET", "before")).isEqualTo("kept");
                    assertThat(redis.call("EXISTS", "first", "second")).isEqualTo(0L);
                    redis.call("EVAL", TWO_WRITES, "2", "third", "fourth");
                } finally {
                    process.destroyForcibly().waitFor();
                }
            }
        }
    }

    private static void shorten(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("appendonlydir"))) {
            Path log =
                    files.filter(file -> file.toString().endsWith(".incr.aof")).findFirst().get();
            try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
                channel.truncate(channel.size() - CUT);
            }
        }
    }

    private static Process start(RedisServer redis) throws IOException {
        Path tools = Files.createDirectories(redis.folder().resolve("tools"));
        for (String tool : new String[] {"redis-server", "redis-check-aof"}) {
            if (!Files.exists(tools.resolve(tool))) {
                Files.createSymbolicLink(tools.resolve(tool), RedisBinary.path().toAbsolutePath());
            }
        }
        ProcessBuilder builder =
                new ProcessBuilder(SCRIPT.toString(), "redis.conf")
                        .directory(redis.folder().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(redis.folder().resolve("script.log").toFile());
        builder.environment().merge("PATH", tools.toString(), (path, own) -> own + ":" + path);
        Process process = builder.start();
        Guardian.watch(process);
        return process;
    }

    private static boolean answers(RedisServer redis) {
        try (Resp resp = redis.connect()) {
            return "PONG".equals(resp.call("PING"));
        } catch (RuntimeException e) {
            return false;
        }
    }
}
