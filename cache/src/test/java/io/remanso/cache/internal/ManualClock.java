package io.remanso.cache.internal;

import java.time.Duration;

/** A clock that a test moves. */
final class ManualClock extends CacheClock {

    void advance(Duration time) {
        set(now() + time.toNanos());
    }
}
