/**
 * The caching of whole answers of Spring MVC handlers. Open {@link
 * io.remanso.spring.endpoints.CachedEndpoint} first, then {@link
 * io.remanso.spring.endpoints.CachingHandlerAdapter}: it stands where Spring MVC calls the handler,
 * behind filters and interceptors, so that what guards an address guards the cached answer too.
 */
@NullMarked
package io.remanso.spring.endpoints;

import org.jspecify.annotations.NullMarked;
