package io.remanso.redis;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Refuses calls at once while Redis does not answer, so that callers do not queue up behind it. It
 * opens when half of the last calls had no answer; an error reply is an answer.
 */
final class Breaker {

    /** The pause before an open breaker lets one call through to see whether Redis is back. */
    static final Duration PAUSE = Duration.ofMillis(500);

    private static final int WINDOW_CALLS = 20;
    private static final int LEAST_CALLS = 5;
    private static final float FAILURE_PERCENT = 50;

    private final CircuitBreaker circuit =
            CircuitBreaker.of(
                    "redis",
                    CircuitBreakerConfig.custom()
                            .slidingWindowType(SlidingWindowType.COUNT_BASED)
                            .slidingWindowSize(WINDOW_CALLS)
                            .minimumNumberOfCalls(LEAST_CALLS)
                            .failureRateThreshold(FAILURE_PERCENT)
                            .waitDurationInOpenState(PAUSE)
                            .permittedNumberOfCallsInHalfOpenState(1)
                            .recordException(Breaker::isNoAnswer)
                            .build());

    private static boolean isNoAnswer(Throwable failure) {
        return failure instanceof RedisUnavailableException
                || failure instanceof RedisOutcomeUnknownException;
    }

    /** Takes the permission for one call, whose end must be told. */
    boolean admits() {
        return circuit.tryAcquirePermission();
    }

    RedisUnavailableException refusal() {
        return new RedisUnavailableException(
                "Redis did not answer lately and is not asked for " + PAUSE.toMillis() + " ms",
                null);
    }

    void answered(long nanos) {
        circuit.onSuccess(nanos, TimeUnit.NANOSECONDS);
    }

    void failed(long nanos, RuntimeException failure) {
        circuit.onError(nanos, TimeUnit.NANOSECONDS, failure);
    }

    /** Opens it whatever the last calls were. */
    void open() {
        circuit.transitionToOpenState();
    }

    boolean isClosed() {
        return circuit.getState() == State.CLOSED;
    }
}
