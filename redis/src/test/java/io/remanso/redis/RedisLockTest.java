package io.remanso.redis;

import static io.remanso.redis.Texts.bytes;
import static io.remanso.redis.Texts.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.testing.Await;
import io.remanso.testing.FaultyProxy;
import io.remanso.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisLockTest {

    private static final byte[] KEY = bytes("{s}:lock");
    private static final LockOptions AT_ONCE = new LockOptions(Duration.ofSeconds(10), 0, false);
    private static final LockOptions BRIEF = new LockOptions(Duration.ofMillis(100), 0, false);
    private static final LockOptions PATIENT = new LockOptions(Duration.ofSeconds(10), 99, false);
    private static final RedisServer server = RedisServer.start();
    private static final Redis redis = Redis.connect(TestSettings.of(server.url()));

    @AfterAll
    static void stop() {
        redis.close();
        server.close();
    }

    @BeforeEach
    void clear() {
        server.call("CONFIG", "SET", "maxmemory", "0");
        server.call("FLUSHALL");
    }

    @Test
    void oneHoldsItAndOthersDoNot() {
        RedisLock lock = take(LockOptions.DEFAULTS);
        assertThat(lock.isHeld()).isTrue();
        assertThat(server.call("GET", text(KEY))).isEqualTo(text(lock.proof()));
        assertThat((Long) server.call("PTTL", text(KEY))).isBetween(1L, 10_000L);
        assertThat(RedisLock.acquire(redis, KEY, AT_ONCE)).isEmpty();

        lock.close();
        lock.close();

        assertThat(lock.isHeld()).isFalse();
        assertThat(server.call("EXISTS", text(KEY))).isEqualTo(0L);
        take(AT_ONCE).close();
    }

    @Test
    void oneAtATimeWorksAndEveryTokenIsHigherThanTheLast() throws Exception {
        List<Long> tokens = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                try (RedisLock lock = take(PATIENT)) {
                                    tokens.add(lock.token());
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(tokens).hasSize(5).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aHolderThatIsTooLateTakesNothingFromTheNext() {
        RedisLock late = take(BRIEF);
        Await.until("its time has passed", () -> !late.isHeld());
        RedisLock next = take(PATIENT);

        assertThat(next.token()).isGreaterThan(late.token());
        assertThat(late.renew()).isFalse();
        late.close();

        assertThat(server.call("GET", text(KEY))).isEqualTo(text(next.proof()));
        next.close();
    }

    @Test
    void renewalKeepsItBeyondItsTimeToLive() {
        Duration ttl = Duration.ofMillis(1_500);
        server.call("CONFIG", "RESETSTAT");
        try (RedisLock lock = take(new LockOptions(ttl, 0, true))) {
            Await.until("renewed for longer than it lives", () -> renewCalls() >= 4);
            assertThat(lock.isHeld()).isTrue();
            assertThat(lock.renew()).isTrue();
            assertThat(server.call("GET", text(KEY))).isEqualTo(text(lock.proof()));
            server.call("DEL", text(KEY));
            Await.until("the loss is noticed", () -> !lock.isHeld());
        }
    }

    private static long renewCalls() {
        String calls = server.info("cmdstat_pexpire").replaceFirst("calls=(\\d+),.*", "$1");
        return calls.isEmpty() ? 0 : Long.parseLong(calls);
    }

    @Test
    void aRenewedLockEndsByItselfWhenTheConnectionIsClosed() {
        Redis brief = Redis.connect(TestSettings.of(server.url()));
        LockOptions options = new LockOptions(Duration.ofMillis(300), 0, true);
        RedisLock lock = RedisLock.acquire(brief, KEY, options).orElseThrow();
        brief.close();
        Await.until("it is no longer held", () -> !lock.isHeld());
        lock.close();
        take(PATIENT).close();
    }

    @Test
    void itIsTakenOnceWhenTheAnswerIsLost() {
        take(AT_ONCE).close();
        try (FaultyProxy proxy = FaultyProxy.before(server);
                Redis behind = Redis.connect(TestSettings.of(proxy.url()))) {
            proxy.resetAfter("EVALSHA");
            RedisLock lock = RedisLock.acquire(behind, KEY, AT_ONCE).orElseThrow();
            assertThat(proxy.isArmed()).isFalse();
            assertThat(server.call("GET", text(KEY))).isEqualTo(text(lock.proof()));
            lock.close();
            assertThat(server.call("EXISTS", text(KEY))).isEqualTo(0L);
        }
    }

    @Test
    void itIsReleasedWhenRedisIsOutOfMemoryAndNotTaken() {
        RedisLock lock = take(AT_ONCE);
        server.call("CONFIG", "SET", "maxmemory", "1");
        assertThat(lock.renew()).isTrue();
        lock.close();
        assertThat(server.call("EXISTS", text(KEY))).isEqualTo(0L);
        assertThatThrownBy(() -> RedisLock.acquire(redis, KEY, AT_ONCE))
                .isInstanceOf(RedisOutOfMemoryException.class);
    }

    @Test
    void optionsAreChecked() {
        assertThatThrownBy(() -> new LockOptions(Duration.ZERO, 0, false))
                .hasMessage("A lock lives for at least PT0.1S, got PT0S");
        assertThatThrownBy(() -> new LockOptions(Duration.ofSeconds(1), -1, false))
                .hasMessage("Retries are not negative, got -1");
    }

    private static RedisLock take(LockOptions options) {
        Optional<RedisLock> lock = RedisLock.acquire(redis, KEY, options);
        assertThat(lock).isPresent();
        return lock.get();
    }
}
