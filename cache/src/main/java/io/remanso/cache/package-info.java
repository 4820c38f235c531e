/**
 * A two-tier cache: in process (the near tier) and Redis (the far tier), whose invalidations hold
 * on every node. Open {@link io.remanso.cache.Caches} first: it holds the connections and makes
 * each {@link io.remanso.cache.Cache} from its {@link io.remanso.cache.CacheSettings}. What is
 * promised, and under which faults, stands in {@code docs/explanation/coherence.md}.
 */
@NullMarked
package io.remanso.cache;

import org.jspecify.annotations.NullMarked;
