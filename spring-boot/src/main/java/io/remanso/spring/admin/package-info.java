/**
 * The calls by which an administrator looks at the caches and empties them. Open {@link
 * io.remanso.spring.admin.CacheAdmin} first.
 */
@NullMarked
package io.remanso.spring.admin;

import org.jspecify.annotations.NullMarked;
