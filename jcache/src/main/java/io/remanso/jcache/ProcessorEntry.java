package io.remanso.jcache;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/** An entry in the hands of an entry processor, for one run: nothing happens before its end. */
final class ProcessorEntry<K, V> implements MutableEntry<K, V> {

    private final K key;
    private final Function<? super K, ? extends @Nullable V> source;
    private final boolean held;
    private @Nullable V value;
    private Wish wish = Wish.NOTHING;

    private enum Wish {
        NOTHING,
        READ,
        LOADED,
        STORE,
        REMOVE
    }

    /**
     * @param value what is held; null for nothing
     * @param source answers when nothing is held
     */
    ProcessorEntry(K key, @Nullable V value, Function<? super K, ? extends @Nullable V> source) {
        this.key = key;
        this.value = value;
        this.held = value != null;
        this.source = source;
    }

    @Override
    public K getKey() {
        return key;
    }

    @Override
    public boolean exists() {
        return value != null;
    }

    @Override
    public @Nullable V getValue() {
        if (wish == Wish.NOTHING) {
            if (held) {
                wish = Wish.READ;
            } else {
                value = source.apply(key);
                wish = value == null ? Wish.NOTHING : Wish.LOADED;
            }
        }
        return value;
    }

    @Override
    public void setValue(V newValue) {
        value = Objects.requireNonNull(newValue, "A value must not be null");
        wish = Wish.STORE;
    }

    @Override
    public void remove() {
        boolean undone = !held && (wish == Wish.STORE || wish == Wish.LOADED);
        value = null;
        wish = undone ? Wish.NOTHING : Wish.REMOVE;
    }

    /**
     * What the processor wants done.
     *
     * @param read what becomes of an entry that was only read
     */
    Decision<V> decision(Supplier<Decision<V>> read) {
        V wanted = value;
        return switch (wish) {
            case NOTHING -> new Decision.Keep<>();
            case READ -> read.get();
            case REMOVE -> new Decision.Delete<>(true);
            case LOADED, STORE ->
                    new Decision.Write<>(
                            Objects.requireNonNull(wanted, "it was set"), wish == Wish.STORE);
        };
    }

    @Override
    public <T> T unwrap(Class<T> clazz) {
        return Unwrapping.of(clazz, this);
    }
}
