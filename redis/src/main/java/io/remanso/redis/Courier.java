package io.remanso.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Carries requests over a connection under the rules of {@link RedisCalls}. */
final class Courier implements RedisCalls {

    private final Supplier<Wire> wire;
    private final Driver driver;
    private final RedisSettings settings;
    private final Breaker breaker;

    Courier(Supplier<Wire> wire, Driver driver, RedisSettings settings, Breaker breaker) {
        this.wire = wire;
        this.driver = driver;
        this.settings = settings;
        this.breaker = breaker;
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> send(Request<T> request) {
        return carry(request, settings.socketTimeout(), Delivery.PATIENCE, false);
    }

    /** {@link #send} that does not wait for a connection which is away. */
    <T extends @Nullable Object> CompletableFuture<T> sendNow(Request<T> request) {
        return carry(request, settings.socketTimeout(), Duration.ZERO, false);
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> sendRepeatable(Request<T> request) {
        return carry(
                request, settings.socketTimeout(), Delivery.PATIENCE, settings.retryOnTimeout());
    }

    /** {@link #sendRepeatable} with another limit, and always repeated. */
    <T extends @Nullable Object> CompletableFuture<T> sendRepeatable(
            Request<T> request, Duration limit) {
        return carry(request, limit, Delivery.PATIENCE, true);
    }

    private <T extends @Nullable Object> CompletableFuture<T> carry(
            Request<T> request, Duration limit, Duration patience, boolean repeatable) {
        if (!breaker.admits()) {
            return CompletableFuture.failedFuture(breaker.refusal());
        }
        return new Delivery<>(this, request, limit, patience, repeatable).start();
    }

    Wire wire() {
        return wire.get();
    }

    Driver driver() {
        return driver;
    }

    RedisSettings settings() {
        return settings;
    }

    Breaker breaker() {
        return breaker;
    }
}
