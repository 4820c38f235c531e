package io.remanso.cache.internal;

/**
 * The rules on which coherence rests, one object each, so that a test can break one and see that it
 * is missed.
 *
 * @param fill when a value may be kept in process
 * @param continuity when no invalidation was missed
 * @param publish how a loaded value gets to Redis
 */
record Rules(FillGuard fill, Continuity continuity, Script publish) {

    static final Rules SAFE =
            new Rules(FillGuard.SAFE, Continuity.SAFE, Script.ofNumber(Lua.PUBLISH));
}
