package io.remanso.spring.endpoints;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/**
 * An answer with status 200 as it is kept. Shared between callers; nobody changes its body.
 *
 * @param storedAt in milliseconds since 1970, of the node that ran the handler
 * @param ttlMillis for which it was to be kept
 * @param headers those that the handler has set, with the entity tag; names in lower case
 * @param body as the handler wrote it
 */
record StoredAnswer(long storedAt, long ttlMillis, Map<String, List<String>> headers, byte[] body) {

    String etag() {
        return headers.getOrDefault("etag", List.of("")).getFirst();
    }

    Duration ttl() {
        return Duration.ofMillis(ttlMillis);
    }

    /** How long ago it was stored. */
    Duration age(long now) {
        return Duration.ofMillis(Math.clamp(now - storedAt, 0, ttlMillis));
    }

    /** The rest of its time, never more than it was given, whatever the clocks of nodes say. */
    Duration left(long now) {
        return Duration.ofMillis(Math.clamp(storedAt + ttlMillis - now, 0, ttlMillis));
    }

    void putHeaders(HttpServletResponse response) {
        headers.forEach((name, values) -> {
            if (name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
                response.setContentType(values.getFirst());
            } else {
                response.setHeader(name, values.getFirst());
                values.stream().skip(1).forEach(value -> response.addHeader(name, value));
            }
        });
    }
}
