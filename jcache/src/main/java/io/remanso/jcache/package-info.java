/**
 * The two-tier cache behind the standard interfaces of JSR-107 (javax.cache). Applications use
 * those; {@link io.remanso.jcache.RemansoConfiguration} is for what the standard lacks, and {@code
 * unwrap} leads to the {@link io.remanso.cache.Cache} behind. Open {@code RemansoCache} first: each
 * call of the standard is there, on top of the atomic steps in {@code Entries}. What maps to what
 * stands in {@code docs/reference/jcache.md}.
 */
@NullMarked
package io.remanso.jcache;

import org.jspecify.annotations.NullMarked;
