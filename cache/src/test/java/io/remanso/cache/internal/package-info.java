/** Tests of the cache, over real Redis processes. */
@NullMarked
package io.remanso.cache.internal;

import org.jspecify.annotations.NullMarked;
