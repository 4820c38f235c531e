package io.remanso.cache.internal;

import io.remanso.cache.Tiers;
import java.util.concurrent.locks.LockSupport;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * The near tier against a specification without concurrency: a value may be kept only if no
 * invalidation came after it was read, an invalidation leaves nothing older behind, and an update
 * is made of what it replaces. Stamps are arguments, so that the order of calls and the order of
 * stamps differ as they do between nodes.
 */
@Param(name = "stamp", gen = IntGen.class, conf = "1:6")
@Param(name = "key", gen = IntGen.class, conf = "1:2")
public class NearTierLincheckTest {

    private final NearTier<Integer> near = new NearTier<>(100, FillGuard.SAFE);

    @Operation
    public boolean fill(@Param(name = "key") int key, @Param(name = "stamp") int stamp) {
        return near.fill(key, entry(stamp));
    }

    @Operation
    public void invalidate(@Param(name = "key") int key, @Param(name = "stamp") int stamp) {
        near.invalidate(key, stamp);
    }

    /** One step from what is held to another entry; answers the stamp of what was held. */
    @Operation
    public long update(@Param(name = "key") int key, @Param(name = "stamp") int stamp) {
        while (true) {
            NearEntry seen = near.held(key);
            LockSupport.parkNanos(1); // lets the other thread in between
            if (near.replace(key, seen, seen != null, entry(stamp))) {
                return seen == null ? 0 : seen.stamp;
            }
        }
    }

    @Operation
    public long read(@Param(name = "key") int key) {
        NearEntry entry = near.held(key);
        return entry == null || !near.valid(entry) ? 0 : entry.stamp;
    }

    private static NearEntry entry(long stamp) {
        NearEntry.Lifespan forever =
                new NearEntry.Lifespan(
                        Long.MAX_VALUE,
                        Long.MAX_VALUE,
                        Long.MAX_VALUE,
                        new Terms(0, 0, 0, 1, Tiers.BOTH, ""));
        return new NearEntry("v" + stamp, stamp, Generations.NONE, forever, 0);
    }

    @Test
    public void isLinearizable() {
        new StressOptions()
                .iterations(10)
                .invocationsPerIteration(300)
                .threads(2)
                .actorsPerThread(3)
                .sequentialSpecification(Specification.class)
                .check(getClass());
    }

    /** One key after the other: the newest stamp that was kept, and the newest invalidation. */
    public static class Specification {
        private final long[] held = new long[3];
        private final long[] invalidated = new long[3];

        public boolean fill(int key, int stamp) {
            if (stamp < invalidated[key] || held[key] > stamp) {
                return false;
            }
            held[key] = stamp;
            return true;
        }

        public void invalidate(int key, int stamp) {
            invalidated[key] = Math.max(invalidated[key], stamp);
            if (held[key] < stamp) {
                held[key] = 0;
            }
        }

        public long update(int key, int stamp) {
            long before = held[key];
            held[key] = stamp;
            invalidated[key] = Math.max(invalidated[key], stamp);
            return before;
        }

        public long read(int key) {
            return held[key];
        }
    }
}
