package io.remanso.jcache;

import io.remanso.jcache.Entries.Effect;
import io.remanso.jcache.Entries.Otherwise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.cache.CacheException;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import org.jspecify.annotations.Nullable;

/**
 * The writes of a cache, each an atomic step per key, and what they do to statistics. Keys and
 * values come from callers and are copied here. Thread-safe.
 */
final class Writes<K, V> {

    private final Entries<K, V> entries;
    private final WriteThrough<K, V> writer;
    private final Reads<K, V> reads;
    private final Statistics statistics;
    private final Forms<K, V> forms;

    /**
     * @param reads bring what a processor asks for
     */
    Writes(
            Entries<K, V> entries,
            WriteThrough<K, V> writer,
            Reads<K, V> reads,
            Statistics statistics,
            Forms<K, V> forms) {
        this.entries = entries;
        this.writer = writer;
        this.reads = reads;
        this.statistics = statistics;
        this.forms = forms;
    }

    // Writing

    void put(K key, V value) {
        long start = System.nanoTime();
        boolean stored =
                entries.putsBlindly()
                        ? entries.putBlindly(forms.key(key), forms.value(value))
                        : write(key, Otherwise.REMEMBERED, value, held -> true).wrote();
        statistics.put(stored ? 1 : 0);
        statistics.putTook(System.nanoTime() - start);
    }

    @Nullable V getAndPut(K key, V value) {
        long start = System.nanoTime();
        Effect<V> effect = write(key, Otherwise.REFUSED, value, held -> true);
        statistics.read(effect.before() != null);
        statistics.put(effect.wrote() ? 1 : 0);
        statistics.putTook(System.nanoTime() - start);
        statistics.readTook(System.nanoTime() - start);
        return forms.valueOrNull(effect.before());
    }

    void putAll(Map<? extends K, ? extends V> map) {
        long start = System.nanoTime();
        Map<K, V> all = new LinkedHashMap<>();
        map.forEach((key, value) -> all.put(forms.key(key), forms.value(value)));
        if (entries.putsBlindly()) {
            entries.putAllBlindly(all);
            statistics.put(all.size());
            statistics.putTook(System.nanoTime() - start);
            return;
        }
        List<RuntimeException> failure = new ArrayList<>();
        entries.locks().holdAll(all.keySet(), () -> writeAll(all, failure));
        statistics.putTook(System.nanoTime() - start);
        rethrow(failure);
    }

    private void writeAll(Map<K, V> all, List<RuntimeException> failure) {
        for (K key : writer.writeAll(all, failure)) {
            V value = Objects.requireNonNull(all.get(key), "it was written");
            onwards(
                    failure,
                    () -> {
                        Effect<V> effect =
                                entries.change(
                                        key,
                                        Otherwise.REMEMBERED,
                                        held -> new Decision.Write<>(value, false));
                        statistics.put(effect.wrote() ? 1 : 0);
                    });
        }
    }

    boolean putIfAbsent(K key, V value) {
        long start = System.nanoTime();
        Effect<V> effect = write(key, Otherwise.REFUSED, value, held -> held == null);
        boolean stored = effect.wrote();
        statistics.read(effect.before() != null);
        statistics.put(stored ? 1 : 0);
        statistics.putTook(System.nanoTime() - start);
        return stored;
    }

    boolean replace(K key, V oldValue, V newValue) {
        long start = System.nanoTime();
        V value = forms.value(newValue);
        Effect<V> effect =
                entries.change(
                        forms.key(key),
                        Otherwise.REFUSED,
                        ifHeld(oldValue, new Decision.Write<>(value, true)));
        return replaced(effect, start);
    }

    boolean replace(K key, V value) {
        long start = System.nanoTime();
        return replaced(write(key, Otherwise.REFUSED, value, held -> held != null), start);
    }

    @Nullable V getAndReplace(K key, V value) {
        long start = System.nanoTime();
        Effect<V> effect = write(key, Otherwise.REFUSED, value, held -> held != null);
        replaced(effect, start);
        return forms.valueOrNull(effect.before());
    }

    private boolean replaced(Effect<V> effect, long start) {
        boolean done = effect.wrote();
        statistics.read(effect.before() != null);
        statistics.put(done ? 1 : 0);
        statistics.readTook(System.nanoTime() - start);
        if (done) {
            statistics.putTook(System.nanoTime() - start);
        }
        return done;
    }

    /** Another value that is held counts as read. */
    private Function<@Nullable V, Decision<V>> ifHeld(V expected, Decision<V> then) {
        return held -> {
            if (held == null) {
                return new Decision.Keep<>();
            }
            return held.equals(expected) ? then : entries.read();
        };
    }

    /** Stores a value if what is held is as it should be. */
    private Effect<V> write(
            K key, Otherwise otherwise, V value, Function<@Nullable V, Boolean> condition) {
        V copy = forms.value(value);
        return entries.change(
                forms.key(key),
                otherwise,
                held ->
                        condition.apply(held)
                                ? new Decision.Write<>(copy, true)
                                : new Decision.Keep<>());
    }

    // Removing

    boolean remove(K key) {
        long start = System.nanoTime();
        return removed(
                entries.change(
                        forms.key(key), Otherwise.REMEMBERED, held -> new Decision.Delete<>(true)),
                start);
    }

    boolean remove(K key, V oldValue) {
        long start = System.nanoTime();
        Effect<V> effect =
                entries.change(
                        forms.key(key),
                        Otherwise.REFUSED,
                        ifHeld(oldValue, new Decision.Delete<>(true)));
        statistics.read(effect.before() != null);
        return removed(effect, start);
    }

    @Nullable V getAndRemove(K key) {
        long start = System.nanoTime();
        Effect<V> effect =
                entries.change(
                        forms.key(key), Otherwise.REFUSED, held -> new Decision.Delete<>(true));
        statistics.read(effect.before() != null);
        statistics.readTook(System.nanoTime() - start);
        removed(effect, start);
        return forms.valueOrNull(effect.before());
    }

    private boolean removed(Effect<V> effect, long start) {
        boolean done = effect.deleted();
        if (done) {
            statistics.removed(1);
            statistics.removeTook(System.nanoTime() - start);
        }
        return done;
    }

    void removeAll(Set<? extends K> keys) {
        long start = System.nanoTime();
        List<RuntimeException> failure = new ArrayList<>();
        entries.locks().holdAll(keys, () -> deleteAll(keys, failure, start));
        rethrow(failure);
    }

    private void deleteAll(Set<? extends K> keys, List<RuntimeException> failure, long start) {
        for (K key : writer.deleteAll(keys, failure)) {
            onwards(
                    failure,
                    () ->
                            removed(
                                    entries.change(
                                            key,
                                            Otherwise.REMEMBERED,
                                            held -> new Decision.Delete<>(false)),
                                    start));
        }
    }

    /** What the writer has done for one key is done here too, whatever a listener threw before. */
    private static void onwards(List<RuntimeException> failure, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            failure.add(e);
        }
    }

    private static void rethrow(List<RuntimeException> failure) {
        if (!failure.isEmpty()) {
            throw failure.getFirst();
        }
    }

    // Processing

    <T> @Nullable T invoke(K key, EntryProcessor<K, V, T> entryProcessor, Object... arguments) {
        long start = System.nanoTime();
        AtomicReference<@Nullable T> result = new AtomicReference<>();
        Effect<V> effect =
                entries.change(
                        forms.key(key),
                        Otherwise.REFUSED,
                        held -> {
                            ProcessorEntry<K, V> entry =
                                    new ProcessorEntry<>(
                                            key, forms.valueOrNull(held), reads::sourceOf);
                            result.set(process(entryProcessor, entry, arguments));
                            return copied(entry.decision(entries::read));
                        });
        statistics.read(effect.before() != null);
        statistics.readTook(System.nanoTime() - start);
        if (effect.wrote()) {
            statistics.put(1);
            statistics.putTook(System.nanoTime() - start);
        } else {
            removed(effect, start);
        }
        return result.get();
    }

    private static <K, V, T> @Nullable T process(
            EntryProcessor<K, V, T> processor, ProcessorEntry<K, V> entry, Object... arguments) {
        try {
            return processor.process(entry, arguments);
        } catch (CacheException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new EntryProcessorException(e);
        }
    }

    private Decision<V> copied(Decision<V> decision) {
        return decision instanceof Decision.Write<V>(V value, boolean through)
                ? new Decision.Write<>(forms.value(value), through)
                : decision;
    }
}
