package io.remanso.cache.internal;

import io.remanso.cache.CacheEvent.Kind;
import io.remanso.cache.CacheEvent.Tier;
import io.remanso.cache.CacheSettings;
import io.remanso.cache.LoadException;
import io.remanso.cache.Loaded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** What the parts of one cache share: its tiers, its codec, its counters. Thread-safe. */
final class CacheCore<K, V> {

    final CacheSettings<K, V> settings;
    final Node node;
    final NearTier<K> near;
    final EntryCodec<K, V> codec;
    final Lifespans lifespans;
    final Counters counters = new Counters();
    final Events events;

    /** The tier in Redis; null when this cache has none. */
    final @Nullable FarTier far;

    private final @Nullable Validity validity;
    private final LongConsumer hand;

    /** The generation of this cache's namespace, held here so that it is never forgotten. */
    private final Generation[] own;

    /** Whether there is no Redis, so that every entry is kept in process. */
    private final boolean alone;

    CacheCore(CacheSettings<K, V> settings, Node node, FillGuard fillGuard) {
        Remote remote = node.remote();
        boolean usesFar = remote != null && settings.tiers().far();
        this.settings = settings;
        this.node = node;
        this.alone = remote == null;
        this.near = new NearTier<>(settings.near().maximumEntries(), fillGuard);
        this.hand = near::now;
        node.clock().drive(hand);
        this.codec = new EntryCodec<>(settings, node.time());
        this.lifespans = new Lifespans(settings, usesFar);
        this.own = node.generations().of(List.of('n' + settings.keyPrefix()));
        this.events = new Events(settings.name(), near::observed);
        this.far = usesFar && remote != null ? remote.far() : null;
        this.validity = usesFar && remote != null ? new Validity(node, remote) : null;
    }

    /** Holds nothing in process any more, and keeps nothing from now on. */
    void part() {
        node.clock().release(hand);
        near.invalidateAll(Long.MAX_VALUE);
        near.sweep(node.clock().now());
    }

    String space() {
        return settings.keyPrefix();
    }

    /** The key as invalidations name it. */
    String fullKey(K key) {
        return settings.keyPrefix() + settings.keys().encode(key);
    }

    /**
     * @throws IllegalArgumentException when an invalidation could not find the key by its text
     */
    void requireReversible(K key) {
        String text = settings.keys().encode(key);
        if (!(key instanceof String) && !key.equals(settings.keys().decode(text))) {
            throw new IllegalArgumentException(
                    "A key's text must lead back to an equal key, '%s' does not in cache '%s'; give the cache another key codec"
                            .formatted(text, settings.name()));
        }
    }

    /** The tier in Redis, when it is up to date for the key; else null. */
    @Nullable FarTier farFor(String fullKey) {
        return far == null || node.pending().covers(fullKey, space()) ? null : far;
    }

    /** The entry that bytes from Redis stand for; null when they are void or unreadable. */
    @Nullable FarEntry<V> open(String fullKey, byte @Nullable [] raw) {
        if (raw == null || validity == null) {
            return null;
        }
        try {
            EntryFrame frame = codec.frame(raw);
            EntryHeader header = frame.header();
            Generation[] generations = generationsOf(header);
            if (!validity.stands(header, generations)) {
                return null;
            }
            FarEntry<V> entry =
                    new FarEntry<>(
                            codec.value(frame),
                            codec.age(header),
                            header.ttl(),
                            generations,
                            codec.terms(header),
                            raw);
            touch(fullKey, entry);
            return entry;
        } catch (UnreadableEntryException e) {
            counters.unreadable.increment();
            events.emit(Kind.UNREADABLE, fullKey, Tier.FAR, 0, e);
            return null;
        }
    }

    /**
     * Whether an entry was dropped with its namespace or by one of its tags. All other drops leave
     * their trace where the entry lies.
     *
     * @param ahead whether a namespace may have been cleared that this node has yet to hear of
     * @throws FarException when Redis has to be asked and does not answer
     */
    boolean droppedWithOthers(FarEntry<V> entry, boolean ahead) {
        return (ahead || entry.generations().length > 1)
                && validity != null
                && !validity.standsInRedis(codec.frame(entry.raw()).header(), entry.generations());
    }

    /**
     * A read in Redis prolongs the idle time of the cache; that of the entry alone is noted here.
     */
    private void touch(String fullKey, FarEntry<V> entry) {
        if (far != null && entry.terms().idle() != codec.usual().idle()) {
            far.touch(fullKey, entry.raw(), entry.terms().idleMillis());
        }
    }

    private boolean keepsNear(Terms terms) {
        return alone || terms.tiers().near();
    }

    private Generation[] generationsOf(EntryHeader header) {
        List<String> texts = header.generations();
        if (texts.size() == 1 && texts.getFirst().equals(space())) {
            return own;
        }
        List<String> names = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            names.add((i == 0 ? 'n' : 't') + texts.get(i));
        }
        return node.generations().of(names);
    }

    /** Keeps in process what was read from Redis, fresh or standing in. */
    void fill(K key, FarEntry<V> entry, long stamp) {
        if (!keepsNear(entry.terms())) {
            return;
        }
        long now = node.clock().now();
        NearEntry.Lifespan lifespan =
                entry.fresh()
                        ? lifespans.of(now, millis(entry.age()), millis(entry.ttl()), entry.terms())
                        : lifespans.standIn(now, millis(entry.overdue()), entry.terms());
        near.fill(
                key,
                new NearEntry(
                        entry.value(), stamp, besidesOwn(entry.generations()), lifespan, now));
    }

    /**
     * Keeps in process what was loaded or put, if everything is known that happened to its tags
     * since: they may be met for the first time.
     */
    void fill(K key, EntryCodec.Draft<V> draft, Generation[] generations, long stamp) {
        if (keepsNear(draft.terms()) && Generations.known(generations, stamp)) {
            near.fill(key, nearEntry(draft, generations, stamp));
        }
    }

    /**
     * What a load asks to be kept.
     *
     * @throws LoadException when that cannot be made of it, as when the cache's tags are not found
     */
    EntryCodec.Draft<V> draft(K key, Loaded<V> loaded) {
        try {
            return codec.draft(key, loaded.value(), loaded.options());
        } catch (RuntimeException e) {
            counters.loadFailures.increment();
            events.emit(Kind.LOAD_FAILED, fullKey(key), null, 0, e);
            throw new LoadException(
                    "What was loaded of '%s' in cache '%s' cannot be kept: %s"
                            .formatted(fullKey(key), settings.name(), e.getMessage()),
                    e);
        }
    }

    NearEntry nearEntry(EntryCodec.Draft<V> draft, Generation[] generations, long stamp) {
        long now = node.clock().now();
        NearEntry.Lifespan lifespan = lifespans.of(now, 0, draft.ttl().toNanos(), draft.terms());
        return new NearEntry(draft.value(), stamp, besidesOwn(generations), lifespan, now);
    }

    /** The generations that a hit has to look at: the cache's own is known to the near tier. */
    private Generation[] besidesOwn(Generation[] generations) {
        if (generations.length == 0 || generations[0] != own[0]) {
            return generations;
        }
        return generations.length == 1
                ? Generations.NONE
                : Arrays.copyOfRange(generations, 1, generations.length);
    }

    /** The generations that an entry will carry. */
    Generation[] generationsOf(EntryCodec.Draft<V> draft) {
        if (draft.tags().isEmpty()) {
            return own;
        }
        List<String> names = new ArrayList<>(draft.tags().size() + 1);
        names.add('n' + space());
        draft.tags().forEach(tag -> names.add('t' + tag));
        return node.generations().of(names);
    }

    /** Takes note that Redis did not answer. */
    void failed(FarException e) {
        counters.redisFailures.increment();
        events.emit(Kind.REDIS_FAILED, null, Tier.FAR, 0, e);
    }

    private static long millis(long count) {
        return count > Long.MAX_VALUE / 4_000_000 ? Long.MAX_VALUE / 4 : count * 1_000_000;
    }
}
