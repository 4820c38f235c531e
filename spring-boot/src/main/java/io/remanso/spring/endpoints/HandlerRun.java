package io.remanso.spring.endpoints;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerAdapter;
import org.springframework.web.servlet.ModelAndView;

/**
 * One run of a handler for one request: its answer held back, then sent to this caller, and perhaps
 * kept for others. Belongs to the thread of the request.
 */
final class HandlerRun {

    private static final Set<String> NEVER_KEPT =
            Set.of(
                    "age",
                    "cache-status",
                    "content-length",
                    "connection",
                    "date",
                    "keep-alive",
                    "trailer",
                    "transfer-encoding");

    private final HandlerAdapter adapter;
    private final HttpServletRequest request;
    private final ShownRequest shown;
    private final HttpServletResponse response;
    private final Object handler;
    private final BufferedResponse buffer;
    private final Thread thread = Thread.currentThread();
    private Map<String, List<String>> before = Map.of();
    private @Nullable ModelAndView view;
    private @Nullable Throwable failure;
    private boolean done;

    /**
     * @param shown the request as the handler sees it
     */
    HandlerRun(
            HandlerAdapter adapter,
            HttpServletRequest request,
            ShownRequest shown,
            HttpServletResponse response,
            Object handler,
            int maxBytes) {
        this.adapter = adapter;
        this.request = request;
        this.shown = shown;
        this.response = response;
        this.handler = handler;
        this.buffer =
                new BufferedResponse(
                        response,
                        maxBytes,
                        () -> CacheStatus.forwarded(response, Forward.TOO_LARGE));
    }

    boolean isDone() {
        return done;
    }

    /** Runs the handler. What it throws is kept until {@link #send}. */
    void execute() {
        if (!Thread.currentThread().equals(thread)) {
            throw new IllegalStateException("A handler must run in the thread of its request");
        }
        done = true;
        before = headers();
        HandlerSurroundings surroundings = HandlerSurroundings.enter(shown, buffer);
        try {
            view = adapter.handle(shown, buffer, handler);
        } catch (Throwable e) {
            failure = e;
        } finally {
            surroundings.leave();
        }
    }

    private Map<String, List<String>> headers() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (String name : response.getHeaderNames()) {
            all.put(name.toLowerCase(Locale.ROOT), List.copyOf(response.getHeaders(name)));
        }
        if (response.getContentType() != null) {
            all.put(
                    HttpHeaders.CONTENT_TYPE.toLowerCase(Locale.ROOT),
                    List.of(response.getContentType()));
        }
        return all;
    }

    /**
     * Whether the whole answer is here. An empty one may have gone to the client by a way around
     * the response that the handler was given.
     */
    private boolean isWhole() {
        return done
                && failure == null
                && view == null
                && !request.isAsyncStarted()
                && !buffer.isThrough()
                && !response.isCommitted()
                && buffer.body().length > 0;
    }

    /**
     * The answer to be kept, for no longer than its headers say.
     *
     * @return null when it is none of those that are kept
     */
    @Nullable StoredAnswer storable(EndpointRule rule, RequestHeaders counting) {
        if (!isWhole() || response.getStatus() != HttpServletResponse.SC_OK) {
            return null;
        }
        Map<String, List<String>> set = headers();
        Freshness freshness = Freshness.of(set);
        long now = System.currentTimeMillis();
        long ttl = Math.min(rule.ttl().toMillis(), freshness.millis(now));
        set.entrySet().removeIf(header -> header.getValue().equals(before.get(header.getKey())));
        if (set.containsKey("set-cookie")
                || freshness.forbidden()
                || ttl <= 0
                || words(set, "vary").stream()
                        .anyMatch(name -> name.equals("*") || !counting.count(name, rule))
                || set.values().stream().flatMap(List::stream).anyMatch(HandlerRun::broken)) {
            return null;
        }
        set.keySet().removeAll(NEVER_KEPT);
        byte[] body = buffer.body();
        set.put("etag", List.of(etag(body)));
        return new StoredAnswer(now, ttl, set, body);
    }

    private static List<String> words(Map<String, List<String>> headers, String name) {
        return headers.getOrDefault(name, List.of()).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(word -> word.strip().toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static boolean broken(String value) {
        return value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0;
    }

    /** The handler's own tag, or one of the body and its type. */
    private String etag(byte[] body) {
        String own = response.getHeader(HttpHeaders.ETAG);
        return own != null
                ? own
                : new Fingerprint().add(String.valueOf(response.getContentType())).add(body).etag();
    }

    /**
     * Gives this caller the answer, or what the handler has thrown.
     *
     * @param why the answer is not kept
     */
    @Nullable ModelAndView send(Forward why) throws Exception {
        if (!buffer.isThrough()) {
            CacheStatus.forwarded(
                    response,
                    view != null ? Forward.VIEW : request.isAsyncStarted() ? Forward.ASYNC : why);
        }
        if (failure != null) {
            throwFailure();
        }
        if (buffer.isThrough()) {
            return view;
        }
        if (isWhole() && response.getStatus() == HttpServletResponse.SC_OK) {
            sendWhole(etag(buffer.body()));
        } else {
            buffer.letGo();
        }
        return view;
    }

    /** Gives this caller the answer, which is kept. */
    void sendWhole(String etag) throws IOException {
        if (!EntityTags.notModified(request, response, etag)) {
            response.setContentLength(buffer.body().length);
            buffer.letGo();
        }
    }

    private void throwFailure() throws Exception {
        if (failure instanceof Exception exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }
}
