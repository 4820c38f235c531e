/**
 * How the cache works. Open {@link io.remanso.cache.internal.TieredCache} first: it reads the near
 * tier ({@link io.remanso.cache.internal.NearTier}), then the far one ({@link
 * io.remanso.cache.internal.FarTier}), then loads under a lease. {@link
 * io.remanso.cache.internal.Timeline} and {@link io.remanso.cache.internal.Generations} are what
 * this node knows of the invalidations of all nodes; {@link io.remanso.cache.internal.LogFollower}
 * feeds them. The reasoning stands in {@code docs/explanation/coherence.md}.
 */
@NullMarked
package io.remanso.cache.internal;

import org.jspecify.annotations.NullMarked;
