package io.remanso.cache;

/**
 * A receiver of {@link CacheEvent}s. Called in the thread in which the event happens: it must be
 * quick and must not call the cache. What it throws is logged and otherwise ignored.
 */
@FunctionalInterface
public interface CacheListener {

    void onEvent(CacheEvent event);

    /**
     * Whether hits in process shall be reported too. They are so frequent that watching them costs
     * more than the hit itself.
     */
    default boolean wantsNearHits() {
        return false;
    }
}
