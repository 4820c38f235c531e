package io.remanso.spring.endpoints;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;

/** The header {@code Cache-Status} (RFC 9211): what the cache has done with a request. */
final class CacheStatus {

    private static final String NAME = "Cache-Status";
    private static final String CACHE = "remanso; ";

    private CacheStatus() {}

    /** The answer was there. */
    static void hit(HttpServletResponse response, Duration left) {
        response.addHeader(NAME, CACHE + "hit; ttl=" + left.toSeconds());
    }

    /** The handler was run for this request, and its answer is kept. */
    static void stored(HttpServletResponse response, Duration ttl) {
        response.addHeader(NAME, CACHE + "fwd=miss; stored; ttl=" + ttl.toSeconds());
    }

    /** The handler was run for this request, and its answer is not kept. */
    static void forwarded(HttpServletResponse response, Forward why) {
        response.addHeader(NAME, CACHE + why.text());
    }
}
