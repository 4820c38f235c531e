package io.remanso.cache;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What holds for one entry instead of the cache's settings.
 *
 * @param ttl the time to live; null for the cache's
 * @param tags names under which the entry can be dropped together with others, besides those that
 *     the cache gives to all its entries
 */
public record EntryOptions(@Nullable Duration ttl, Set<String> tags) {

    /** Nothing of its own. */
    public static final EntryOptions DEFAULT = new EntryOptions(null, Set.of());

    public EntryOptions {
        if (ttl != null && !ttl.isPositive()) {
            throw new IllegalArgumentException(
                    "A time to live must be positive, got %s; invalidate the key to drop it at once"
                            .formatted(ttl));
        }
        tags = Set.copyOf(tags);
        tags.forEach(EntryOptions::requireTag);
    }

    public EntryOptions ttl(Duration newTtl) {
        return new EntryOptions(newTtl, tags);
    }

    /** These tags besides the ones there are. */
    public EntryOptions tags(String... more) {
        Set<String> all = new LinkedHashSet<>(tags);
        all.addAll(List.of(more));
        return new EntryOptions(ttl, all);
    }

    static void requireTag(String tag) {
        if (tag.isEmpty()) {
            throw new IllegalArgumentException("A tag must have at least one character, got ''");
        }
    }
}
