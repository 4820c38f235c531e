package io.remanso.jcache;

import io.remanso.cache.Answer;
import io.remanso.cache.Cache;
import io.remanso.cache.Cache.Change;
import io.remanso.cache.EntryOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.cache.CacheException;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a cache, changed in atomic steps: look at what is held, decide, tell the writer,
 * change, raise the event. Over Redis a step is a compare-and-set: when another node was faster it
 * begins again. Thread-safe.
 */
final class Entries<K, V> {

    /** How long an entry is kept past its end for the listeners who want to hear of that. */
    private static final Duration KEPT_EXPIRED = Duration.ofMinutes(10);

    private final Cache<K, V> cache;
    private final Expiry expiry;
    private final WriteThrough<K, V> writer;
    private final Listeners<K, V> listeners;
    private final Traits traits;
    private final KeyLocks locks = new KeyLocks();

    Entries(
            Cache<K, V> cache,
            Expiry expiry,
            WriteThrough<K, V> writer,
            Listeners<K, V> listeners,
            Traits traits) {
        this.cache = cache;
        this.expiry = expiry;
        this.writer = writer;
        this.listeners = listeners;
        this.traits = traits;
    }

    /**
     * What makes caches differ.
     *
     * @param shared whether Redis decides about steps
     * @param stale whether values are served past their time
     */
    record Traits(boolean shared, boolean stale) {}

    Cache<K, V> cache() {
        return cache;
    }

    Expiry expiry() {
        return expiry;
    }

    KeyLocks locks() {
        return locks;
    }

    /**
     * What was seen and done.
     *
     * @param before null when nothing was held
     * @param changed whether anything was; a value that expires at once changes nothing
     */
    record Effect<V>(@Nullable V before, Decision<V> decision, boolean changed) {

        /** Whether a value was stored. */
        boolean wrote() {
            return changed && decision instanceof Decision.Write;
        }

        /** Whether an entry was dropped. */
        boolean deleted() {
            return changed && decision instanceof Decision.Delete;
        }
    }

    /** What a step is when Redis does not answer. */
    enum Otherwise {
        /** Done all the same: remembered, and made when Redis is back. */
        REMEMBERED,
        /** An error: its answer would be a guess. */
        REFUSED,
        /** Left out. */
        DROPPED
    }

    /**
     * Makes one step.
     *
     * @param decide from the value that is held, or null; called again when another node was faster
     * @throws CacheException when Redis does not answer and the step is refused then
     */
    Effect<V> change(K key, Otherwise otherwise, Function<@Nullable V, Decision<V>> decide) {
        return locks.with(
                key,
                () -> {
                    if (keepsExpired()) {
                        expire(key);
                    }
                    Attempt attempt = new Attempt(key, decide);
                    boolean done = cache.update(key, attempt);
                    if (!done && traits.shared()) {
                        attempt.unanswered(otherwise);
                    }
                    attempt.raise();
                    return attempt.effect();
                });
    }

    /**
     * Whether a put need not know what is held: it makes no difference to the time to live, and
     * nobody has to be told.
     */
    boolean putsBlindly() {
        return expiry.putsAlike()
                && !writer.writes()
                && !listeners.want(EventType.CREATED)
                && !listeners.want(EventType.UPDATED)
                && !listeners.want(EventType.EXPIRED);
    }

    /**
     * Puts a value blindly, which costs one round trip less than a step.
     *
     * @return false when it expired at once
     */
    boolean putBlindly(K key, V value) {
        Duration time = expiry.onCreation();
        if (time.isZero()) {
            cache.invalidate(key);
            return false;
        }
        cache.put(key, value, options(time));
        return true;
    }

    /** Puts values blindly, in one round trip when nothing expires. */
    void putAllBlindly(Map<K, V> values) {
        if (expiry.never()) {
            cache.putAll(values);
        } else {
            values.forEach(this::putBlindly);
        }
    }

    /** The value that is held and has not expired; null when there is none. Never loads. */
    @Nullable V peek(K key) {
        Answer<V> answer = cache.peek(key);
        if (answer instanceof Answer.Stale<V>) {
            expire(key);
        }
        return answer instanceof Answer.Fresh<V>(V value) ? value : null;
    }

    /** Takes note that a held entry was read, by a key that its caller may change later. */
    void accessed(K key, Forms<K, V> forms) {
        Duration time = expiry.onAccess();
        if (time != null) {
            change(forms.key(key), Otherwise.DROPPED, held -> new Decision.Renew<>(time));
        }
    }

    /** What becomes of an entry that a step has read and leaves. */
    Decision<V> read() {
        Duration time = expiry.onAccess();
        return time == null ? new Decision.Keep<>() : new Decision.Renew<>(time);
    }

    /** The options of an entry that lives so long. */
    EntryOptions options(Duration time) {
        return options().ttl(time);
    }

    private EntryOptions options() {
        return keepsExpired()
                ? EntryOptions.DEFAULT.staleOnError(KEPT_EXPIRED)
                : EntryOptions.DEFAULT;
    }

    private boolean keepsExpired() {
        return !traits.stale() && listeners.want(EventType.EXPIRED);
    }

    /** Drops an entry past its end, and tells of it once it is gone for every node. */
    private void expire(K key) {
        locks.hold(
                key,
                () -> {
                    if (!traits.stale()
                            && cache.peek(key)
                                    instanceof Answer.Stale<V>(V value, Duration overdue)) {
                        if (drop(key) && value != null) {
                            listeners.raise(EventType.EXPIRED, key, value, value);
                        }
                    }
                });
    }

    /** Drops an entry unless another node has renewed it. */
    private boolean drop(K key) {
        AtomicBoolean fresh = new AtomicBoolean();
        boolean done =
                cache.update(
                        key,
                        held -> {
                            fresh.set(held instanceof Answer.Fresh<V>);
                            return fresh.get() ? new Change.Keep<>() : new Change.Remove<>();
                        });
        return done && !fresh.get();
    }

    /** One run of a step, or several: the last one counts. */
    private final class Attempt implements Function<Answer<V>, Change<V>> {
        private final K key;
        private final Function<@Nullable V, Decision<V>> decide;
        private @Nullable V before;
        private @Nullable Decision<V> decision;
        private Change<V> change = new Change.Keep<>();
        private @Nullable EventType event;

        Attempt(K key, Function<@Nullable V, Decision<V>> decide) {
            this.key = key;
            this.decide = decide;
        }

        @Override
        public Change<V> apply(Answer<V> answer) {
            before = answer instanceof Answer.Fresh<V>(V value) ? value : null;
            event = null;
            decision = decide.apply(before);
            change =
                    switch (decision) {
                        case Decision.Keep<V> keep -> new Change.Keep<>();
                        case Decision.Renew<V>(Duration time) -> renew(time);
                        case Decision.Write<V>(V value, boolean through) -> {
                            if (through) {
                                writer.write(key, value);
                            }
                            yield before == null ? create(value) : update(value);
                        }
                        case Decision.Delete<V>(boolean through) -> {
                            if (through) {
                                writer.delete(key);
                            }
                            yield drop(EventType.REMOVED);
                        }
                    };
            return change;
        }

        private Change<V> renew(Duration time) {
            V held = before;
            return held == null || time.isZero()
                    ? drop(EventType.EXPIRED)
                    : new Change.Store<>(held, options(time));
        }

        private Change<V> drop(EventType type) {
            if (before == null) {
                return new Change.Keep<>();
            }
            event = type;
            return new Change.Remove<>();
        }

        private Change<V> create(V value) {
            Duration time = expiry.onCreation();
            if (time.isZero()) {
                return new Change.Keep<>();
            }
            event = EventType.CREATED;
            return new Change.Store<>(value, options(time));
        }

        private Change<V> update(V value) {
            Duration time = expiry.onUpdate();
            event = EventType.UPDATED;
            if (time == null) {
                return new Change.Amend<>(value, options());
            }
            return time.isZero() ? new Change.Remove<>() : new Change.Store<>(value, options(time));
        }

        /** Redis did not answer: nothing was changed, or it is not known whether. */
        void unanswered(Otherwise otherwise) {
            switch (otherwise) {
                case DROPPED -> event = null;
                case REFUSED ->
                        throw new CacheException(
                                "An answer about key '%s' of cache '%s' needs Redis, which did not answer"
                                        .formatted(key, cache.name()));
                case REMEMBERED -> remember();
            }
        }

        private void remember() {
            Change<V> wanted = decision == null ? apply(cache.peek(key)) : change;
            switch (wanted) {
                case Change.Store<V>(V value, EntryOptions options) ->
                        cache.put(key, value, options);
                case Change.Amend<V>(V value, EntryOptions options) ->
                        cache.put(key, value, options(expiry.onCreation()));
                case Change.Remove<V> remove -> cache.invalidate(key);
                case Change.Keep<V> keep -> {
                    if (!(decision instanceof Decision.Keep)) {
                        cache.invalidate(key);
                    }
                }
            }
        }

        void raise() {
            EventType type = event;
            V old = before;
            if (type == null) {
                return;
            }
            V now = decision instanceof Decision.Write<V>(V value, boolean through) ? value : old;
            if (now != null) {
                listeners.raise(type, key, now, old);
            }
        }

        Effect<V> effect() {
            return new Effect<>(
                    before,
                    decision == null ? new Decision.Keep<>() : decision,
                    !(change instanceof Change.Keep));
        }
    }
}
