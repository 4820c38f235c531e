package io.remanso.cache.internal;

import io.remanso.cache.CacheSettings;
import io.remanso.cache.CacheSettings.Lifetime;
import io.remanso.cache.EntryOptions;
import io.remanso.cache.Tiers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What holds for an entry as long as it lives, beside its time to live: its own options where it
 * has some, else those of its cache. Immutable.
 *
 * @param idle nanoseconds it may go unread; 0 for no limit
 * @param staleWhileRevalidate nanoseconds
 * @param staleOnError nanoseconds
 * @param own what differs from the cache, as it stands in the entry's header; empty for nothing
 */
record Terms(
        long idle,
        long staleWhileRevalidate,
        long staleOnError,
        double refreshAt,
        Tiers tiers,
        String own) {

    private static final int RADIX = 36;
    private static final long NANOS = 1_000_000;

    static Terms of(CacheSettings<?, ?> settings) {
        Lifetime lifetime = settings.lifetime();
        Duration idle = lifetime.idle();
        return new Terms(
                idle == null ? 0 : idle.toNanos(),
                lifetime.staleWhileRevalidate().toNanos(),
                lifetime.staleOnError().toNanos(),
                lifetime.refreshAt(),
                settings.tiers(),
                "");
    }

    /** How long past its ttl the entry is kept at all, in nanoseconds. */
    long keptStale() {
        return Math.max(staleWhileRevalidate, staleOnError);
    }

    /**
     * The terms of an entry with options.
     *
     * @throws IllegalArgumentException when they name a tier that the cache does not have, or what
     *     their tier cannot do
     */
    Terms with(EntryOptions options) {
        StringBuilder text = new StringBuilder();
        append(text, 'i', options.idle());
        append(text, 'w', options.staleWhileRevalidate());
        append(text, 'e', options.staleOnError());
        Double share = options.refreshAt();
        if (share != null) {
            append(text, 'r', Long.toString(Double.doubleToLongBits(share), RADIX));
        }
        Tiers where = options.tiers();
        if (where != null && where != tiers) {
            if (tiers != Tiers.BOTH) {
                throw new IllegalArgumentException(
                        "An entry's tiers must be among those of its cache, got %s in a cache of %s"
                                .formatted(where, tiers));
            }
            append(text, 't', where.name());
        }
        if (share != null && share < 1 && (where == null ? tiers : where) == Tiers.FAR) {
            throw new IllegalArgumentException(
                    "An early refresh is begun by a read in process, got refreshAt %s for an entry of the tier FAR; keep it in BOTH"
                            .formatted(share));
        }
        return text.isEmpty() ? this : with(text.toString());
    }

    private static void append(StringBuilder text, char name, @Nullable Duration time) {
        if (time != null) {
            // Redis counts in milliseconds: a shorter time than one is one, unless it is none.
            long millis = (time.toNanos() + NANOS - 1) / NANOS;
            append(text, name, Long.toString(millis, RADIX));
        }
    }

    private static void append(StringBuilder text, char name, String value) {
        text.append(text.isEmpty() ? "" : ",").append(name).append(value);
    }

    /**
     * The terms of an entry whose header says so.
     *
     * @throws UnreadableEntryException when the text is not of the known form
     */
    Terms with(String text) {
        long newIdle = idle;
        long newStaleWhileRevalidate = staleWhileRevalidate;
        long newStaleOnError = staleOnError;
        double newRefreshAt = refreshAt;
        Tiers newTiers = tiers;
        try {
            for (int start = 0; start < text.length(); ) {
                int comma = text.indexOf(',', start);
                int end = comma < 0 ? text.length() : comma;
                String value = text.substring(start + 1, end);
                switch (text.charAt(start)) {
                    case 'i' -> newIdle = nanos(value);
                    case 'w' -> newStaleWhileRevalidate = nanos(value);
                    case 'e' -> newStaleOnError = nanos(value);
                    case 'r' ->
                            newRefreshAt = Double.longBitsToDouble(Long.parseLong(value, RADIX));
                    case 't' -> newTiers = Tiers.valueOf(value);
                    default -> throw new IllegalArgumentException("no such option");
                }
                start = end + 1;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new UnreadableEntryException(
                    "An entry's own options must be of the known form, got '%s'".formatted(text),
                    e);
        }
        return new Terms(
                newIdle, newStaleWhileRevalidate, newStaleOnError, newRefreshAt, newTiers, text);
    }

    private static long nanos(String value) {
        return Math.multiplyExact(Long.parseLong(value, RADIX), NANOS);
    }

    /** Whether Redis is to keep the entry. */
    boolean far() {
        return tiers.far();
    }

    /** The idle time in milliseconds, as Redis counts it; 0 for no limit. */
    long idleMillis() {
        return idle == 0 ? 0 : Math.max(idle / NANOS, 1);
    }
}
