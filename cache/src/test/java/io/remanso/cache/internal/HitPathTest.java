package io.remanso.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.remanso.cache.Cache;
import io.remanso.cache.CacheSettings;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a hit in process costs in memory: nothing, whatever the entry carries. */
class HitPathTest {

    private static final int HITS = 200_000;

    @Test
    void aHitAllocatesNothing() {
        try (CacheEngine engine = CacheEngine.inProcess()) {
            Cache<String, String> cache =
                    engine.create(
                            CacheSettings.of("plain", String.class, String.class)
                                    .idle(Duration.ofMinutes(5))
                                    .tags((key, value) -> Set.of("a", "b"))
                                    .build());
            cache.put("key", "value");
            ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            hit(cache);
            long before = memory.getCurrentThreadAllocatedBytes();
            hit(cache);
            long bytes = memory.getCurrentThreadAllocatedBytes() - before;

            assertThat(bytes).as("bytes of %d hits", HITS).isLessThan(HITS / 100);
        }
    }

    private static void hit(Cache<String, String> cache) {
        for (int i = 0; i < HITS; i++) {
            if (cache.get("key") == null) {
                throw new AssertionError("a miss");
            }
        }
    }
}
