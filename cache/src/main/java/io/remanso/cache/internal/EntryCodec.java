package io.remanso.cache.internal;

import io.remanso.cache.CacheSettings;
import io.remanso.cache.EntryOptions;
import io.remanso.cache.codec.Compression;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Writes and reads the entries of one cache in Redis. Thread-safe. */
final class EntryCodec<K, V> {

    private final CacheSettings<K, V> settings;
    private final Terms usual;
    private final RedisTime time;

    EntryCodec(CacheSettings<K, V> settings, RedisTime time) {
        this.settings = settings;
        this.usual = Terms.of(settings);
        this.time = time;
    }

    /**
     * An entry to be stored.
     *
     * @param value null when there is known to be no value
     * @param ttl for which it is fresh; zero when it is not to be stored at all
     * @param tags its own and the cache's
     * @param terms what else holds for it
     */
    record Draft<V>(@Nullable V value, Duration ttl, Set<String> tags, Terms terms) {}

    /** What holds for entries without options of their own. */
    Terms usual() {
        return usual;
    }

    Draft<V> draft(K key, @Nullable V value, EntryOptions options) {
        CacheSettings.Lifetime lifetime = settings.lifetime();
        Duration own = options.ttl();
        Duration ttl = own != null ? own : value == null ? lifetime.negativeTtl() : lifetime.ttl();
        Double ownJitter = options.jitter();
        double jitter = ownJitter != null ? ownJitter : lifetime.jitter();
        if (jitter > 0) {
            double share = 1 - jitter * ThreadLocalRandom.current().nextDouble();
            ttl = Duration.ofNanos((long) (ttl.toNanos() * share));
        }
        Set<String> tags = new LinkedHashSet<>(settings.tags().apply(key, value));
        tags.addAll(options.tags());
        return new Draft<>(value, ttl, tags, usual.with(options));
    }

    /**
     * The bytes of an entry.
     *
     * @param mark what was known of invalidations before the value was read from its source
     */
    byte[] write(Draft<V> draft, Timeline.Mark mark) {
        V value = draft.value();
        byte[] raw = value == null ? new byte[0] : settings.values().encode(value);
        Compression compression =
                raw.length >= settings.compressionThreshold()
                        ? settings.compression()
                        : Compression.NONE;
        byte[] stored = compression.compress(raw);
        if (stored.length >= raw.length) {
            compression = Compression.NONE;
            stored = raw;
        }
        List<String> generations = new ArrayList<>();
        generations.add(settings.keyPrefix());
        generations.addAll(draft.tags());
        return EntryFrame.write(
                new EntryHeader(
                        value == null ? EntryFrame.NULL : settings.values().format(),
                        compression.letter(),
                        settings.schemaVersion(),
                        ThreadLocalRandom.current().nextLong(),
                        time.millis(),
                        Math.max(draft.ttl().toMillis(), 1),
                        mark.epoch().isEmpty() ? "-" : mark.epoch(),
                        mark.seq(),
                        raw.length,
                        generations,
                        draft.terms().own()),
                stored);
    }

    /** How long Redis keeps an entry, in milliseconds. */
    long millisToLive(Draft<V> draft) {
        long kept = draft.ttl().plusNanos(draft.terms().keptStale()).toMillis();
        long idle = draft.terms().idleMillis();
        return Math.max(idle == 0 ? kept : Math.min(idle, kept), 1);
    }

    /**
     * The header and value place of bytes from Redis.
     *
     * @throws UnreadableEntryException when they are no entry of this cache's form
     */
    EntryFrame frame(byte[] raw) {
        EntryFrame frame = EntryFrame.read(raw);
        EntryHeader header = frame.header();
        if (header.format() != EntryFrame.NULL && header.format() != settings.values().format()) {
            throw new UnreadableEntryException(
                    "An entry's codec must be '%s', got '%s'"
                            .formatted(settings.values().format(), header.format()));
        }
        String space = header.generations().getFirst();
        if (!space.equals(settings.keyPrefix())) {
            throw new UnreadableEntryException(
                    "An entry must be of the key prefix '%s', got '%s': another cache's begins like it"
                            .formatted(settings.keyPrefix(), space));
        }
        if (header.schemaVersion() != settings.schemaVersion()) {
            throw new UnreadableEntryException(
                    "An entry's schema version must be %d, got %d"
                            .formatted(settings.schemaVersion(), header.schemaVersion()));
        }
        return frame;
    }

    /**
     * The value; null when there is known to be none.
     *
     * @throws UnreadableEntryException when the bytes are no value
     */
    @Nullable V value(EntryFrame frame) {
        EntryHeader header = frame.header();
        if (header.format() == EntryFrame.NULL) {
            return null;
        }
        try {
            Compression compression = Compression.ofLetter(header.compression());
            if (compression == Compression.NONE) {
                return settings.values().decode(frame.bytes(), frame.offset(), frame.length());
            }
            byte[] restored =
                    compression.restore(
                            frame.bytes(), frame.offset(), frame.length(), header.rawLength());
            return settings.values().decode(restored, 0, restored.length);
        } catch (RuntimeException e) {
            throw new UnreadableEntryException("An entry's value must be readable", e);
        }
    }

    Terms terms(EntryHeader header) {
        return header.own().isEmpty() ? usual : usual.with(header.own());
    }

    /** Milliseconds since the entry was written. */
    long age(EntryHeader header) {
        return Math.max(time.millis() - header.writtenAt(), 0);
    }
}
