/** Tests of the cache's public face. */
@NullMarked
package io.remanso.cache;

import org.jspecify.annotations.NullMarked;
