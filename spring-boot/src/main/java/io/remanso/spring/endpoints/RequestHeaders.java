package io.remanso.spring.endpoints;

import java.util.Locale;
import java.util.Set;

/**
 * Which request headers tell answers apart. For the audience of the caller alone, every header does
 * that is not known to say nothing: one that nobody has thought of is safe that way.
 */
final class RequestHeaders {

    /** What the form of an answer depends on, whoever asks: language, and the parts of links. */
    private static final Set<String> REPRESENTATION =
            Set.of(
                    "accept",
                    "accept-language",
                    "forwarded",
                    "x-forwarded-host",
                    "x-forwarded-port",
                    "x-forwarded-prefix",
                    "x-forwarded-proto",
                    "x-forwarded-ssl");

    /** Of the connection, the client's program, its own cache, and traces of the request. */
    private static final Set<String> SAY_NOTHING =
            Set.of(
                    "accept-encoding",
                    "b3",
                    "cache-control",
                    "connection",
                    "content-length",
                    "date",
                    "dnt",
                    "expect",
                    "host", // its name is in the key already
                    "http2-settings",
                    "if-match",
                    "if-modified-since",
                    "if-none-match",
                    "if-range",
                    "if-unmodified-since",
                    "keep-alive",
                    "pragma",
                    "priority",
                    "referer",
                    "save-data",
                    "te",
                    "traceparent",
                    "tracestate",
                    "transfer-encoding",
                    "upgrade",
                    "upgrade-insecure-requests",
                    "user-agent",
                    "via",
                    "x-amzn-trace-id",
                    "x-correlation-id",
                    "x-forwarded-for",
                    "x-real-ip",
                    "x-request-id");

    private final Set<String> ignored;

    /**
     * @param ignored more names, in lower case, that say nothing
     */
    RequestHeaders(Set<String> ignored) {
        this.ignored = ignored;
    }

    /** Whether two requests that differ in this header may get different answers. */
    boolean count(String name, EndpointRule rule) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (rule.headers().contains(lower) || REPRESENTATION.contains(lower)) {
            return true;
        }
        return rule.audience() == Audience.CALLER && !saysNothing(lower);
    }

    private boolean saysNothing(String lower) {
        return SAY_NOTHING.contains(lower)
                || ignored.contains(lower)
                || lower.startsWith("sec-")
                || lower.startsWith("x-b3-");
    }
}
