package io.remanso.jcache;

import io.remanso.cache.CacheSettingsBuilder;
import io.remanso.cache.KeyCodec;
import io.remanso.cache.codec.ValueCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The standard configuration and what it lacks. Not thread-safe; a cache keeps a copy of its own.
 * Compared and serialized as the standard's: codecs, types and settings do not travel with it.
 *
 * <pre>{@code
 * new RemansoConfiguration<Long, User>()
 *         .settings(cache -> cache.nearMaximumEntries(50_000).tiers(Tiers.BOTH))
 *         .setTypes(Long.class, User.class);
 * }</pre>
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class RemansoConfiguration<K, V> extends MutableConfiguration<K, V> {

    private static final long serialVersionUID = 1L;

    private transient @Nullable KeyCodec<K> keyCodec;
    private transient @Nullable ValueCodec<V> valueCodec;
    private transient List<Class<?>> extraTypes = new ArrayList<>();
    private transient UnaryOperator<CacheSettingsBuilder<K, V>> settings = UnaryOperator.identity();

    /** The defaults of the standard. */
    public RemansoConfiguration() {}

    private RemansoConfiguration(CompleteConfiguration<K, V> standard) {
        super(standard);
    }

    /** The same, whichever kind it is. */
    static <K, V> RemansoConfiguration<K, V> copyOf(Configuration<K, V> other) {
        if (!(other instanceof CompleteConfiguration<K, V> complete)) {
            RemansoConfiguration<K, V> copy = new RemansoConfiguration<>();
            copy.setTypes(other.getKeyType(), other.getValueType());
            copy.setStoreByValue(other.isStoreByValue());
            return copy;
        }
        RemansoConfiguration<K, V> copy = new RemansoConfiguration<>(complete);
        if (other instanceof RemansoConfiguration<K, V> own) {
            copy.keyCodec = own.keyCodec;
            copy.valueCodec = own.valueCodec;
            copy.extraTypes = new ArrayList<>(own.extraTypes);
            copy.settings = own.settings;
        }
        return copy;
    }

    /** The text of keys. By default that of their type, see {@code docs/reference/jcache.md}. */
    public RemansoConfiguration<K, V> keys(KeyCodec<K> codec) {
        keyCodec = codec;
        return this;
    }

    /** The bytes of values in Redis. By default JSON. */
    public RemansoConfiguration<K, V> values(ValueCodec<V> codec) {
        valueCodec = codec;
        return this;
    }

    /**
     * Classes that may stand in Redis besides the usual ones, in a cache whose keys or values are
     * declared by a general type such as Object: as JSON, under their names.
     */
    public RemansoConfiguration<K, V> types(Class<?>... types) {
        extraTypes.addAll(List.of(types));
        return this;
    }

    /**
     * Has the last word on the settings of the cache behind: tiers, bounds, tags, compression,
     * stale values, timeouts. Its {@code ttl} is the life of entries whose expiry policy says
     * eternal. A loader is refused: the standard has its own.
     */
    public RemansoConfiguration<K, V> settings(UnaryOperator<CacheSettingsBuilder<K, V>> change) {
        settings = change;
        return this;
    }

    @Nullable KeyCodec<K> keyCodec() {
        return keyCodec;
    }

    @Nullable ValueCodec<V> valueCodec() {
        return valueCodec;
    }

    List<Class<?>> extraTypes() {
        return extraTypes;
    }

    UnaryOperator<CacheSettingsBuilder<K, V>> settings() {
        return settings;
    }

    private Object readResolve() {
        return new RemansoConfiguration<>(this);
    }
}
