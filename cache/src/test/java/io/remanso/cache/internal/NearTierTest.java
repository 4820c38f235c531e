package io.remanso.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.cache.Tiers;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What Lincheck cannot tell of the near tier: an invalidation that walks over the keys. */
class NearTierTest {

    private static final Terms PLAIN = new Terms(0, 0, 0, 1, Tiers.BOTH, "");
    private static final NearEntry.Lifespan FOREVER =
            new NearEntry.Lifespan(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, PLAIN);

    /** A fill during which, once it has been allowed, a pattern that matches the key is dropped. */
    private static final class Overtaken implements FillGuard {
        private NearTier<String> near = new NearTier<>(100, this);
        private boolean allowed;

        @Override
        public boolean mayFill(long entryStamp, long invalidatedAt) {
            boolean may = SAFE.mayFill(entryStamp, invalidatedAt);
            if (!allowed) {
                allowed = true;
                CompletableFuture.runAsync(() -> near.invalidateMatching(key -> true, 2)).join();
            }
            return may;
        }
    }

    @Test
    void whatIsKeptWhileAWalkPassesItsPlaceIsDropped() {
        Overtaken overtaken = new Overtaken();
        NearEntry entry = new NearEntry("old", 1, Generations.NONE, FOREVER, 0);

        assertThat(overtaken.near.fill("k", entry)).isFalse();
        assertThat(overtaken.near.held("k")).isNull();
    }
}
