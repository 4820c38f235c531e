package io.remanso.cache.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.remanso.redis.Redis;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * A drop of all entries whose keys match a pattern, by SCAN and UNLINK in small batches.
 *
 * <p>It is announced first, so that a node which settles a write of a matching key either sees that
 * or has its lease already. Then the leases go: once all that were there at the beginning are gone,
 * no load that began before can publish any more. What such loads published until then is met by
 * the second pass, over the entries.
 */
final class GlobDrop {

    /**
     * How many keys one command drops. Redis gives back the memory of small values within the
     * command; with an allocator that then asks the kernel, a key can take 60 microseconds.
     */
    static final int DROPS = 25;

    private final Redis redis;
    private final RedisKeys keys;
    private final FarTier.Patience patience;

    GlobDrop(Redis redis, RedisKeys keys, FarTier.Patience patience) {
        this.redis = redis;
        this.keys = keys;
        this.patience = patience;
    }

    FarTier.Dropped run(String glob, Journal journal) {
        LogEvent event = new LogEvent.Globs(List.of(glob));
        journal.append(event);
        Glob matcher = new Glob(glob);
        drop(keys.leases(glob), lease -> matcher.matches(keys.keyOfLease(lease)));
        long count = drop(keys.entries(glob), entry -> matcher.matches(keys.key(entry)));
        return new FarTier.Dropped(count, journal.append(event));
    }

    /** Each look is sent behind the last drop of the step before, and both are waited for. */
    private long drop(String pattern, Predicate<byte[]> wanted) {
        ScanArgs args =
                ScanArgs.Builder.limit(FarTier.LOOKS_AT_ONCE).match(pattern.getBytes(UTF_8));
        CompletableFuture<Long> dropping = CompletableFuture.completedFuture(0L);
        long dropped = 0;
        ScanCursor cursor = ScanCursor.INITIAL;
        do {
            ScanCursor from = cursor;
            KeyScanCursor<byte[]> step =
                    patience.await(redis.sendRepeatable(c -> c.scan(from, args)));
            List<byte[]> found = step.getKeys().stream().filter(wanted).toList();
            for (int i = 0; i < found.size(); i += DROPS) {
                byte[][] part =
                        found.subList(i, Math.min(i + DROPS, found.size())).toArray(byte[][]::new);
                dropped += patience.await(dropping);
                dropping = redis.send(c -> c.unlink(part));
            }
            cursor = step;
        } while (!cursor.isFinished());
        return dropped + patience.await(dropping);
    }
}
