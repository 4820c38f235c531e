package io.remanso.cache.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.cache.Cache;
import io.remanso.cache.CacheSettings;
import io.remanso.testing.Await;
import io.remanso.testing.RedisServer;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A process that holds a key's lease is killed in the middle of its load. */
class LeaseHolderDeathTest {

    private static final Duration LEASE = Duration.ofSeconds(3);

    /** The longest sleep of a waiter, and what a busy machine adds to it. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    private static RedisServer server;
    @AutoClose private final Nodes nodes = new Nodes();

    @BeforeAll
    static void start() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void oneOtherLoadsWithinTheLeaseTimeAndNoSecondOne() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        List<Cache<String, String>> others = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            others.add(
                    nodes.connect(server.url())
                            .create(
                                    CacheSettings.of("things", String.class, String.class)
                                            .leaseTime(LEASE)
                                            .loader(key -> "v" + loads.incrementAndGet())
                                            .build()));
        }
        Process holder = holder();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
                BufferedReader output = holder.inputReader(UTF_8)) {
            String line = output.readLine();
            while (line != null && !line.equals(EndlessLoad.LOADING + "k")) {
                line = output.readLine();
            }
            assertThat(line).as("the process must load").isNotNull();
            List<Future<String>> answers = new ArrayList<>();
            for (Cache<String, String> cache : others) {
                for (int caller = 0; caller < 10; caller++) {
                    answers.add(callers.submit(() -> cache.get("k")));
                }
            }
            Await.until(
                    "every node waits",
                    () -> others.stream().allMatch(cache -> cache.stats().waits() > 0));
            assertThat(loads).hasValue(0);

            long killedAt = System.nanoTime();
            assertThat(holder.destroyForcibly().waitFor()).isEqualTo(128 + 9);
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEqualTo("v1");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - killedAt))
                    .isLessThan(LEASE.plus(SLACK));
            assertThat(loads).hasValue(1);
            assertThat(server.call("EXISTS", "{" + nodes.prefix + "things:k}:lease")).isEqualTo(0L);
        } finally {
            holder.destroyForcibly();
        }
    }

    private Process holder() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessLoad.class.getName(),
                        server.url(),
                        nodes.prefix,
                        "things",
                        "" + LEASE.toMillis(),
                        "k")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
