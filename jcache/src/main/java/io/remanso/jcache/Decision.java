package io.remanso.jcache;

import java.time.Duration;

/** What a step does with an entry, once it has seen what is held. */
sealed interface Decision<V> {

    /** Leaves the entry as it is. */
    record Keep<V>() implements Decision<V> {}

    /**
     * Leaves the value, which was read, and gives it another time to live.
     *
     * @param time from now on; zero to have it expire
     */
    record Renew<V>(Duration time) implements Decision<V> {}

    /**
     * Stores a value.
     *
     * @param through whether the writer has to be told
     */
    record Write<V>(V value, boolean through) implements Decision<V> {}

    /**
     * Drops the entry, if there is one.
     *
     * @param through whether the writer has to be told, in any case
     */
    record Delete<V>(boolean through) implements Decision<V> {}
}
