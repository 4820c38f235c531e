/**
 * Spring's cache abstraction over the caches of Remanso. Open {@link
 * io.remanso.spring.cache.RemansoCacheManager} first. Values are JSON of the type that the
 * annotated methods of a cache return, so no entry ever names a class.
 */
@NullMarked
package io.remanso.spring.cache;

import org.jspecify.annotations.NullMarked;
