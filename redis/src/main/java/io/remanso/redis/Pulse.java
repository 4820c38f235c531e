package io.remanso.redis;

import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PING every second while Redis answers, and twice as often while it does not. It notices an
 * outage without traffic, and it, not a caller, tries an open {@link Breaker}.
 */
final class Pulse implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Pulse.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration LONGEST_BEAT = Duration.ofSeconds(1);
    private static final int MOST_MISSED_BEATS = 2;

    private final Driver driver;
    private final RedisSettings settings;
    private final Breaker breaker;
    private final Courier courier;
    private final Duration limit;
    private final List<Consumer<Boolean>> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean available;
    private volatile boolean closed;
    private volatile boolean refused;
    private int missed;

    Pulse(Driver driver, RedisSettings settings, Breaker breaker, Courier courier) {
        this.driver = driver;
        this.settings = settings;
        this.breaker = breaker;
        this.courier = courier;
        Duration timeout = settings.socketTimeout();
        this.limit = timeout.compareTo(LONGEST_BEAT) < 0 ? timeout : LONGEST_BEAT;
    }

    void start() {
        beat();
    }

    boolean isAvailable() {
        return available && breaker.isClosed();
    }

    /** What an open breaker hides is known from the last beat, or the last try to connect. */
    RedisState state(byte[] absent) {
        if (!isAvailable()) {
            return refused || driver.isTurnedAway() ? RedisState.ERROR : RedisState.DISCONNECTED;
        }
        try {
            Waiting.on(
                    courier.sendRepeatable(
                            commands -> commands.set(absent, absent, SetArgs.Builder.xx()), limit));
            return RedisState.CONNECTED;
        } catch (RedisFailure e) {
            return e.isReply() ? RedisState.ERROR : RedisState.DISCONNECTED;
        }
    }

    void onChange(Consumer<Boolean> listener) {
        listeners.add(listener);
    }

    private void beat() {
        if (closed) {
            return;
        }
        CompletableFuture<String> answer =
                courier.sendRepeatable(RedisClusterAsyncCommands::ping, limit);
        answer.whenCompleteAsync(this::judge, driver.executor());
    }

    private synchronized void judge(@Nullable String pong, @Nullable Throwable failure) {
        boolean answered = failure == null || failure instanceof RedisRefusedException;
        missed = answered ? 0 : missed + 1;
        remember(failure);
        if (missed >= MOST_MISSED_BEATS && breaker.isClosed()) {
            breaker.open();
        }
        if (answered ? !available : available && missed >= MOST_MISSED_BEATS) {
            change(answered, failure);
        }
        if (!closed) {
            Duration pause = missed == 0 ? PERIOD : Breaker.PAUSE;
            driver.later(this::beat, pause.toMillis());
        }
    }

    /** Keeps whether the last beat got an error; one that the breaker stopped says nothing. */
    private void remember(@Nullable Throwable thrown) {
        if (thrown == null) {
            refused = false;
        } else if (Failures.of(thrown) instanceof RedisFailure failure
                && failure.getCause() != null) {
            refused = failure.isReply();
        }
    }

    private void change(boolean answered, @Nullable Throwable failure) {
        available = answered;
        if (answered) {
            log.info("Redis answers: {}", settings);
        } else {
            log.warn(
                    "Redis does not answer: {}: {}",
                    settings,
                    failure == null ? "" : failure.getMessage());
        }
        for (Consumer<Boolean> listener : listeners) {
            try {
                listener.accept(answered);
            } catch (RuntimeException e) {
                log.error("A listener to the availability of Redis failed", e);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
