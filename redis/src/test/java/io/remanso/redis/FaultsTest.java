package io.remanso.redis;

import static io.remanso.redis.Texts.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.remanso.testing.Await;
import io.remanso.testing.FaultyProxy;
import io.remanso.testing.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One server behind a network that fails: what callers are told, and that all is well after. */
class FaultsTest {

    private static final byte[] KEY = bytes("key");
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final RedisServer server = RedisServer.start();
    private final FaultyProxy proxy = FaultyProxy.before(server);
    private final RedisSettings settings = TestSettings.of(proxy.url()).withSocketTimeout(TIMEOUT);
    private final Redis redis = Redis.connect(settings);

    @BeforeEach
    void warmUp() {
        assertThat(increment()).isEqualTo(1);
    }

    @AfterEach
    void stop() {
        redis.close();
        proxy.close();
        server.close();
    }

    private long increment() {
        return redis.call(commands -> commands.incr(KEY));
    }

    private void awaitRecovery() {
        Await.until("calls pass again", () -> redis.callRepeatable(c -> c.get(KEY)) != null);
        Await.until("available", redis::isAvailable);
    }

    @Test
    void aLostAnswerIsAnUnknownOutcomeAndTheCallIsNotSentAgain() {
        proxy.resetAfter("INCR");
        assertThatThrownBy(this::increment).isInstanceOf(RedisOutcomeUnknownException.class);
        assertThat(server.call("GET", "key")).isEqualTo("2");
        awaitRecovery();
        assertThat(increment()).isEqualTo(3);
    }

    @Test
    void aReadWhoseAnswerIsLostIsAskedAgain() {
        proxy.resetAfter("GET");
        byte[] value = redis.callRepeatable(commands -> commands.get(KEY));
        assertThat(value).isEqualTo(bytes("1"));
        assertThat(proxy.isArmed()).isFalse();
    }

    @Test
    void whatIsSentWhileTheConnectionIsMadeAgainWaitsForIt() {
        for (int i = 0; i < 20; i++) {
            proxy.dropConnections();
            byte[] value = redis.callRepeatable(commands -> commands.get(KEY));
            assertThat(value).isEqualTo(bytes("1"));
        }
    }

    @Test
    void aServerThatIsKilledRefusesAndComesBackByItself() {
        server.kill();
        Await.until("the loss is noticed", () -> !incrementFails().contains("known whether"));
        assertThatThrownBy(this::increment).isInstanceOf(RedisUnavailableException.class);
        Await.until("the pulse notices too", () -> !redis.isAvailable());

        server.restart();

        Await.until("available again", redis::isAvailable);
        long count = increment();
        assertThat(count).isEqualTo(1);
    }

    private String incrementFails() {
        try {
            increment();
            throw new AssertionError("the server is gone");
        } catch (RedisFailure e) {
            return e.getMessage();
        }
    }

    @Test
    void slowAnswersAreAnswersUntilTheTimeout() {
        proxy.delayAnswers(TIMEOUT.dividedBy(3));
        assertThat(increment()).isEqualTo(2);
        proxy.delayAnswers(TIMEOUT.multipliedBy(2));
        assertThatThrownBy(this::increment)
                .isInstanceOf(RedisOutcomeUnknownException.class)
                .hasMessageContaining("did not answer within 1000 ms");
        proxy.heal();
        awaitRecovery();
        assertThat(increment()).isEqualTo(4);
    }

    @Test
    void aPausedServerIsAnUnknownOutcomeAndThenRefusal() {
        server.pause();
        assertThatThrownBy(this::increment).isInstanceOf(RedisOutcomeUnknownException.class);
        Await.until("the breaker refuses at once", () -> isRefusedAtOnce());
        server.resume();
        awaitRecovery();
    }

    private boolean isRefusedAtOnce() {
        CompletableFuture<String> ping = redis.send(RedisClusterAsyncCommands::ping);
        return ping.isCompletedExceptionally()
                && ping.exceptionNow() instanceof RedisUnavailableException;
    }

    @Test
    void noCallOutlivesItsDeadlineInABlackHole() throws Exception {
        proxy.blackHole();
        List<CompletableFuture<Long>> writes =
                IntStream.range(0, 300)
                        .mapToObj(i -> redis.<Long>send(commands -> commands.incr(KEY)))
                        .toList();
        List<CompletableFuture<byte[]>> reads =
                IntStream.range(0, 300)
                        .mapToObj(i -> redis.<byte[]>sendRepeatable(commands -> commands.get(KEY)))
                        .toList();
        Duration slack = Duration.ofSeconds(5);
        Await.until(
                "all writes have ended",
                settings.deadline(false).plus(slack),
                () -> writes.stream().allMatch(CompletableFuture::isCompletedExceptionally));
        Await.until(
                "all reads have ended",
                settings.deadline(true).plus(slack),
                () -> reads.stream().allMatch(CompletableFuture::isCompletedExceptionally));
        assertThat(writes)
                .allSatisfy(write ->
                        assertThat(write.exceptionNow())
                                .isInstanceOf(RedisOutcomeUnknownException.class));
        Await.until("later calls are refused at once", this::isRefusedAtOnce);

        proxy.heal();

        awaitRecovery();
    }

    @Test
    void callersThatWaitTakeNoThreadsOfTheSystem() throws Exception {
        proxy.blackHole();
        int before = Thread.activeCount();
        List<Thread> callers =
                IntStream.range(0, 500)
                        .mapToObj(i -> Thread.ofVirtual().start(this::incrementFails))
                        .toList();
        int during = Thread.activeCount();
        for (Thread caller : callers) {
            assertThat(caller.join(settings.deadline(false).plusSeconds(10))).isTrue();
        }
        assertThat(during - before).isLessThan(20);
    }

    @Test
    void outOfMemoryIsSaidAndReadingGoesOn() {
        server.call("CONFIG", "SET", "maxmemory", "1");
        assertThatThrownBy(this::increment).isInstanceOf(RedisOutOfMemoryException.class);
        byte[] value = redis.callRepeatable(commands -> commands.get(KEY));
        assertThat(value).isEqualTo(bytes("1"));
    }

    @Test
    void aServerThatHasBecomeAReplicaHasNotExecutedTheWrite() {
        try (RedisServer other = RedisServer.start()) {
            server.call("REPLICAOF", other.host(), "" + other.port());
            assertThatThrownBy(this::increment)
                    .isInstanceOf(RedisUnavailableException.class)
                    .hasMessageContaining("READONLY");
            server.call("REPLICAOF", "NO", "ONE");
            awaitWrites();
        }
    }

    private void awaitWrites() {
        Await.until("writes pass again", () -> increment() > 0);
    }

    @Test
    void aWrongTypeIsRefusedAndTheBreakerStaysClosed() {
        for (int i = 0; i < 30; i++) {
            assertThatThrownBy(() -> redis.call(commands -> commands.lpush(KEY, bytes("x"))))
                    .isInstanceOfSatisfying(
                            RedisRefusedException.class,
                            e -> assertThat(e.code()).isEqualTo("WRONGTYPE"));
        }
        assertThat(increment()).isEqualTo(2);
    }

    @Test
    void anErrorInTheCallersOwnCodeIsTheirs() {
        assertThatThrownBy(() ->
                        redis.call(commands ->
                                commands.incr(KEY)
                                        .thenApply(n -> {
                                            throw new ArithmeticException("n is " + n);
                                        })))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("n is 2");
        assertThatThrownBy(() -> redis.call(commands -> commands.get(null)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() throws Exception {
        proxy.blackHole();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread caller =
                Thread.ofVirtual()
                        .start(() -> {
                            incrementFails();
                            interrupted.complete(Thread.currentThread().isInterrupted());
                        });
        caller.interrupt();
        assertThat(interrupted.join()).isTrue();
    }

    @Test
    void closingEndsWhatIsUnderWay() {
        proxy.blackHole();
        CompletableFuture<Long> call = redis.send(commands -> commands.incr(KEY));
        redis.close();
        assertThat(call.isCompletedExceptionally()).isTrue();
        assertThatThrownBy(this::increment).isInstanceOf(RedisFailure.class);
        assertThatThrownBy(redis::dedicated).isInstanceOf(RedisFailure.class);
        proxy.heal();
        Await.until("all connections are closed", () -> proxy.connections() == 0);
    }
}
