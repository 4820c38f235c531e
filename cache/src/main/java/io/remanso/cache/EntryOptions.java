package io.remanso.cache;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What holds for one entry instead of the cache's settings. A component that is null is the
 * cache's. What concerns the load is not here: it begins before there is an entry. Immutable; start
 * from {@link #DEFAULT}.
 *
 * @param ttl how long the value, or the null, is fresh
 * @param jitter the share of ttl, from 0 to 1, that chance may take off
 * @param idle how long the entry may go unread
 * @param staleWhileRevalidate how long past its ttl the value is served while one caller loads the
 *     next
 * @param staleOnError how long past its ttl the value may stand in for a failed load
 * @param refreshAt the share of ttl, from 0 to 1, after which a read in process starts the next
 *     load in the background; 1 for never
 * @param tiers where the entry is kept: among the tiers of its cache
 * @param tags names under which the entry can be dropped together with others, besides those that
 *     the cache gives to all its entries
 */
public record EntryOptions(
        @Nullable Duration ttl,
        @Nullable Double jitter,
        @Nullable Duration idle,
        @Nullable Duration staleWhileRevalidate,
        @Nullable Duration staleOnError,
        @Nullable Double refreshAt,
        @Nullable Tiers tiers,
        Set<String> tags) {

    /** Nothing of its own. */
    public static final EntryOptions DEFAULT =
            new EntryOptions(null, null, null, null, null, null, null, Set.of());

    public EntryOptions {
        if (ttl != null && !ttl.isPositive()) {
            throw new IllegalArgumentException(
                    "A time to live must be positive, got %s; invalidate the key to drop it at once"
                            .formatted(ttl));
        }
        if (jitter != null) {
            Rule.share("A jitter", jitter);
        }
        if (idle != null) {
            Rule.positive("An idle time", idle);
        }
        if (staleWhileRevalidate != null) {
            Rule.notNegative("The time of stale-while-revalidate", staleWhileRevalidate);
        }
        if (staleOnError != null) {
            Rule.notNegative("The time of stale-on-error", staleOnError);
        }
        if (refreshAt != null) {
            Rule.share("The point of an early refresh", refreshAt);
        }
        tags = Set.copyOf(tags);
        tags.forEach(EntryOptions::requireTag);
    }

    public EntryOptions ttl(Duration time) {
        return new EntryOptions(
                time, jitter, idle, staleWhileRevalidate, staleOnError, refreshAt, tiers, tags);
    }

    public EntryOptions jitter(double share) {
        return new EntryOptions(
                ttl, share, idle, staleWhileRevalidate, staleOnError, refreshAt, tiers, tags);
    }

    public EntryOptions idle(Duration time) {
        return new EntryOptions(
                ttl, jitter, time, staleWhileRevalidate, staleOnError, refreshAt, tiers, tags);
    }

    public EntryOptions staleWhileRevalidate(Duration time) {
        return new EntryOptions(ttl, jitter, idle, time, staleOnError, refreshAt, tiers, tags);
    }

    public EntryOptions staleOnError(Duration time) {
        return new EntryOptions(
                ttl, jitter, idle, staleWhileRevalidate, time, refreshAt, tiers, tags);
    }

    public EntryOptions refreshAt(double share) {
        return new EntryOptions(
                ttl, jitter, idle, staleWhileRevalidate, staleOnError, share, tiers, tags);
    }

    public EntryOptions tiers(Tiers where) {
        return new EntryOptions(
                ttl, jitter, idle, staleWhileRevalidate, staleOnError, refreshAt, where, tags);
    }

    /** These tags besides the ones there are. */
    public EntryOptions tags(String... more) {
        Set<String> all = new LinkedHashSet<>(tags);
        all.addAll(List.of(more));
        return new EntryOptions(
                ttl, jitter, idle, staleWhileRevalidate, staleOnError, refreshAt, tiers, all);
    }

    static void requireTag(String tag) {
        if (tag.isEmpty()) {
            throw new IllegalArgumentException("A tag must have at least one character, got ''");
        }
    }
}
