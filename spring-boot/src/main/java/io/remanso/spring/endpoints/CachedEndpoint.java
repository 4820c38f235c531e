package io.remanso.spring.endpoints;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The answers of this Spring MVC handler are kept and given again. Only answers to GET with status
 * 200 that the handler writes itself are kept, without {@code Set-Cookie} and without {@code
 * Cache-Control: no-store, no-cache} or {@code private}; errors never are. Concurrent callers who
 * miss the same answer, on whatever nodes, cause one call of the handler.
 *
 * <p>An answer is given again for the same handler, address, path variables and query parameters,
 * in whatever order, and to the {@link #audience()} alone. {@code ?use_cache=false} runs the
 * handler and leaves the cache as it is.
 *
 * <pre>{@code
 * @GetMapping("/stats/{user}")
 * @CachedEndpoint(prefix = "stats", ttl = "10m", tags = "user:{user}")
 * Stats stats(@PathVariable long user, @RequestParam int days) { … }
 * }</pre>
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface CachedEndpoint {

    /**
     * The name of the cache, and what its keys begin with, before a colon. Handlers may share one.
     */
    String prefix();

    /**
     * How long an answer is given again, such as {@code 10m}; {@code ${…}} is resolved. By default
     * that of the cache; the property {@code remanso.caches.PREFIX.ttl} wins over it.
     */
    String ttl() default "";

    /**
     * Names under which answers are dropped together, with {@code Caches.invalidateTags}. A {@code
     * {name}} stands for a path variable or, without one, for a query parameter; a tag whose
     * variable is missing is left out.
     */
    String[] tags() default {};

    /** Who may be given the answer that another request caused. */
    Audience audience() default Audience.CALLER;

    /** The query parameters that the answer depends on. By default all but {@code use_cache}. */
    String[] parameters() default {};

    /**
     * The request headers that the answer depends on, besides {@code Accept}, {@code
     * Accept-Language}, those that the handler declares, and those of the audience.
     */
    String[] vary() default {};
}
