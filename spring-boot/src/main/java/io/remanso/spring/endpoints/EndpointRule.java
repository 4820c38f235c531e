package io.remanso.spring.endpoints;

import io.remanso.cache.Cache;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What is decided about one cached handler. Immutable.
 *
 * @param handler names it, its class and parameters included
 * @param cache where its answers are
 * @param ttl of its answers
 * @param tags of its answers
 * @param audience who may share an answer
 * @param parameters the query parameters that count; empty for all
 * @param headers the request headers, in lower case, that count for whatever audience
 * @param cookies the cookies that the handler declares
 */
record EndpointRule(
        String handler,
        Cache<String, StoredAnswer> cache,
        Duration ttl,
        List<TagTemplate> tags,
        Audience audience,
        Set<String> parameters,
        Set<String> headers,
        Set<String> cookies) {

    /** Runs the handler and leaves the cache as it is. */
    static final String BYPASS = "use_cache";

    boolean counts(String parameter) {
        return !parameter.equals(BYPASS)
                && (parameters.isEmpty() || parameters.contains(parameter));
    }
}
