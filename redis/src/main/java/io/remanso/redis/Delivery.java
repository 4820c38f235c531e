package io.remanso.redis;

import io.netty.util.Timeout;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way: its tries one after the other, each ended by its answer, its failure or its
 * time limit, whichever is first.
 */
final class Delivery<T extends @Nullable Object> {

    /** How long most calls wait for a connection that is being made again. */
    static final Duration PATIENCE = Duration.ofMillis(500);

    private static final long FIRST_PAUSE_MILLIS = 5;
    private static final long LONGEST_PAUSE_MILLIS = 100;

    private final Courier courier;
    private final Request<T> request;
    private final Duration limit;
    private final Duration patience;
    private final long start = System.nanoTime();
    private final CompletableFuture<T> result = new CompletableFuture<>();

    /** The try that is under way; whoever moves it on has ended that try. */
    private final AtomicInteger turn = new AtomicInteger();

    private boolean mayRepeat;
    private @Nullable RedisUnavailableException refusal;
    private long deadline;
    private long patientUntil;
    private long pauseMillis = FIRST_PAUSE_MILLIS;

    /**
     * @param patience how long it waits for a connection that is away
     */
    Delivery(
            Courier courier,
            Request<T> request,
            Duration limit,
            Duration patience,
            boolean repeatable) {
        this.courier = courier;
        this.request = request;
        this.limit = limit;
        this.patience = patience;
        this.mayRepeat = repeatable;
        this.deadline = start + limit.toNanos();
        this.patientUntil = start + patience.toNanos();
    }

    CompletableFuture<T> start() {
        attempt();
        return result;
    }

    private void attempt() {
        int number = turn.get();
        CompletionStage<T> answer;
        try {
            answer = request.send(courier.wire().commands());
        } catch (RuntimeException e) {
            end(number, null, e);
            return;
        }
        CompletableFuture<T> future = answer.toCompletableFuture();
        if (future.isDone()) {
            future.whenComplete((value, error) -> end(number, value, error));
            return;
        }
        long left = Math.max(deadline - System.nanoTime(), 0);
        Timeout timeout =
                courier.driver()
                        .timer()
                        .newTimeout(expired -> expire(number, future), left, TimeUnit.NANOSECONDS);
        future.whenComplete((value, error) -> {
            timeout.cancel();
            end(number, value, error);
        });
    }

    /** Ends the try on another thread, as the timer must not run what callers have chained. */
    private void expire(int number, CompletableFuture<T> answer) {
        courier.driver()
                .executor()
                .execute(() -> {
                    if (turn.compareAndSet(number, number + 1)) {
                        Duration nearly = limit.multipliedBy(9).dividedBy(10);
                        courier.driver().channels().closeSilent(nearly);
                        fail(Failures.timeout(limit));
                        answer.cancel(true);
                    }
                });
    }

    @SuppressWarnings("NullAway") // Without an error the value is a T, null or not.
    private void end(int number, @Nullable T value, @Nullable Throwable error) {
        if (!turn.compareAndSet(number, number + 1)) {
            return;
        }
        if (error == null) {
            courier.breaker().answered(elapsed());
            result.complete(value);
            return;
        }
        fail(Failures.of(error));
    }

    private void fail(RuntimeException failure) {
        if (!triesAgain(failure)) {
            courier.breaker().failed(elapsed(), failure);
            result.completeExceptionally(telling(failure));
        }
    }

    /** Not the lack of a connection that was closed because of a refusal, but the refusal. */
    private RuntimeException telling(RuntimeException failure) {
        RedisUnavailableException first = refusal;
        return first != null && failure instanceof RedisUnavailableException ? first : failure;
    }

    private boolean triesAgain(RuntimeException failure) {
        return switch (failure) {
            case RedisUnavailableException e -> waits(e);
            case RedisOutcomeUnknownException e -> repeats();
            default -> false;
        };
    }

    /** Not executed: tried again after a pause while there is hope. */
    private boolean waits(RedisUnavailableException failure) {
        String code = Failures.code(failure);
        if (code.equals("READONLY")) {
            refusal = failure;
            courier.driver().channels().closeAll();
        }
        boolean moving = code.equals("TRYAGAIN");
        long end = moving ? deadline : Math.min(deadline, patientUntil);
        if (courier.driver().isClosed()
                || System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMillis) >= end) {
            return false;
        }
        long pause = pauseMillis;
        pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
        courier.driver().later(this::attempt, pause);
        return true;
    }

    /** Perhaps executed: sent a second time, on a connection that may be new, when it may be. */
    private boolean repeats() {
        if (!mayRepeat) {
            return false;
        }
        mayRepeat = false;
        deadline = System.nanoTime() + limit.toNanos();
        patientUntil = System.nanoTime() + patience.toNanos();
        courier.driver().later(this::attempt, FIRST_PAUSE_MILLIS);
        return true;
    }

    private long elapsed() {
        return System.nanoTime() - start;
    }
}
