package io.remanso.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.cache.Cache;
import io.remanso.cache.CacheSettings;
import io.remanso.cache.LoadException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How long a stale value stands in for a failed load, by a clock that the test sets. */
class StandInTest {

    private final CacheClock clock = new CacheClock() {};

    @Test
    void theThrottleDoesNotKeepAStandInBeyondItsTime() {
        AtomicInteger loads = new AtomicInteger();
        try (CacheEngine engine = CacheEngine.with(null, "", Duration.ZERO, Rules.SAFE, clock)) {
            Cache<String, String> cache =
                    engine.create(
                            CacheSettings.of("things", String.class, String.class)
                                    .jitter(0)
                                    .ttl(Duration.ofSeconds(10))
                                    .staleOnError(Duration.ofSeconds(10))
                                    .errorThrottle(Duration.ofSeconds(5))
                                    .loader(key -> {
                                        if (loads.incrementAndGet() > 1) {
                                            throw new IllegalStateException("down");
                                        }
                                        return "v";
                                    })
                                    .build());
            assertThat(cache.get("a")).isEqualTo("v");

            clock.set(Duration.ofSeconds(11).toNanos());
            assertThat(cache.get("a")).isEqualTo("v");
            assertThat(cache.get("a")).isEqualTo("v");
            assertThat(loads).as("throttled").hasValue(2);
            clock.set(Duration.ofSeconds(19).toNanos());
            assertThat(cache.get("a")).isEqualTo("v");
            clock.set(Duration.ofSeconds(21).toNanos());

            assertThatThrownBy(() -> cache.get("a")).isInstanceOf(LoadException.class);
        }
    }
}
