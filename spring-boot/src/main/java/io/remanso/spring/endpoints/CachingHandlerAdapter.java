package io.remanso.spring.endpoints;

import io.remanso.cache.Answer;
import io.remanso.cache.EntryOptions;
import io.remanso.cache.LoadException;
import io.remanso.cache.Loaded;
import io.remanso.cache.Loader;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.util.CollectionUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerAdapter;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.RequestContextUtils;

/**
 * What Spring MVC calls in the place of a handler with {@link CachedEndpoint}. It gives a kept
 * answer, or has the handler run by Spring's own adapter; concurrent callers over all nodes share
 * one run. Thread-safe.
 */
final class CachingHandlerAdapter implements HandlerAdapter, Ordered {

    private final HandlerAdapter adapter;
    private final EndpointRules rules;
    private final RequestHeaders counting;
    private final AnswerKeys keys;
    private final int maxBytes;

    /**
     * @param adapter runs handlers
     */
    CachingHandlerAdapter(HandlerAdapter adapter, EndpointRules rules, EndpointSettings settings) {
        this.adapter = adapter;
        this.rules = rules;
        this.counting = new RequestHeaders(settings.ignoredHeaders());
        this.keys = new AnswerKeys(counting);
        this.maxBytes = settings.maxBytes();
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public boolean supports(Object handler) {
        return handler instanceof HandlerMethod method
                && method.hasMethodAnnotation(CachedEndpoint.class);
    }

    @Override
    public @Nullable ModelAndView handle(
            HttpServletRequest request, HttpServletResponse response, Object handler)
            throws Exception {
        if (request.getDispatcherType() != DispatcherType.REQUEST) {
            return adapter.handle(request, response, handler);
        }
        Optional<Forward> past = past(request);
        if (past.isPresent()) {
            CacheStatus.forwarded(response, past.get());
            return adapter.handle(request, response, handler);
        }
        EndpointRule rule = rules.of((HandlerMethod) handler);
        Optional<Forward> bypass = bypass(request, rule);
        ShownRequest shown =
                bypass.isPresent()
                        ? ShownRequest.whole(request)
                        : ShownRequest.keyed(request, rule, counting);
        HandlerRun run = new HandlerRun(adapter, request, shown, response, handler, maxBytes);
        if (bypass.isPresent()) {
            run.execute();
            return run.send(bypass.get());
        }
        String key = keys.of(request, rule);
        return request.getMethod().equals("HEAD")
                ? head(key, rule, run, request, response)
                : get(key, rule, run, request, response);
    }

    /** Whether the cache has no part in it: the handler gets the request as it is. */
    private static Optional<Forward> past(HttpServletRequest request) {
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            return Optional.of(Forward.METHOD);
        }
        if (request.getHeader(HttpHeaders.RANGE) != null) {
            return Optional.of(Forward.RANGE);
        }
        return request.getContentLengthLong() > 0
                        || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null
                ? Optional.of(Forward.BODY)
                : Optional.empty();
    }

    private static Optional<Forward> bypass(HttpServletRequest request, EndpointRule rule) {
        if ("false".equalsIgnoreCase(request.getParameter(EndpointRule.BYPASS))) {
            return Optional.of(Forward.BYPASS);
        }
        if (!CollectionUtils.isEmpty(RequestContextUtils.getInputFlashMap(request))) {
            return Optional.of(Forward.SESSION);
        }
        return switch (rule.audience()) {
            case CALLER ->
                    holdsOwn(request.getSession(false))
                            ? Optional.of(Forward.SESSION)
                            : Optional.empty();
            case PRINCIPAL ->
                    request.getUserPrincipal() == null
                            ? Optional.of(Forward.NO_PRINCIPAL)
                            : Optional.empty();
            case EVERYONE -> Optional.empty();
        };
    }

    /** Whether a session has attributes besides those of Spring and of its security. */
    private static boolean holdsOwn(@Nullable HttpSession session) {
        return session != null
                && Collections.list(session.getAttributeNames()).stream()
                        .anyMatch(name ->
                                !name.startsWith("org.springframework.")
                                        && !name.startsWith("SPRING_SECURITY_"));
    }

    private @Nullable ModelAndView get(
            String key,
            EndpointRule rule,
            HandlerRun run,
            HttpServletRequest request,
            HttpServletResponse response)
            throws Exception {
        StoredAnswer answer;
        try {
            answer = rule.cache().get(key, Loader.ofEntries(k -> load(rule, run, request)));
        } catch (LoadException e) {
            // The wait for another's run was broken off: this caller runs it.
            answer = null;
        }
        if (answer != null && run.isDone()) {
            CacheStatus.stored(response, answer.ttl());
            run.sendWhole(answer.etag());
            return null;
        }
        if (answer != null) {
            send(answer, request, response);
            return null;
        }
        if (!run.isDone()) {
            run.execute();
        }
        return run.send(Forward.NOT_STORABLE);
    }

    /** What is no answer to be kept counts as no value, which the cache does not keep either. */
    private Loaded<StoredAnswer> load(
            EndpointRule rule, HandlerRun run, HttpServletRequest request) {
        String[] tags = EndpointRules.tags(rule, request);
        run.execute();
        if (bypass(request, rule).isPresent()) {
            // The handler has put something into the session.
            return Loaded.of(null);
        }
        StoredAnswer answer = run.storable(rule, counting);
        return answer == null
                ? Loaded.of(null)
                : new Loaded<>(answer, EntryOptions.DEFAULT.ttl(answer.ttl()).tags(tags));
    }

    private @Nullable ModelAndView head(
            String key,
            EndpointRule rule,
            HandlerRun run,
            HttpServletRequest request,
            HttpServletResponse response)
            throws Exception {
        if (rule.cache().peek(key) instanceof Answer.Fresh<StoredAnswer>(StoredAnswer answer)
                && answer != null) {
            send(answer, request, response);
            return null;
        }
        run.execute();
        return run.send(Forward.HEAD);
    }

    private static void send(
            StoredAnswer answer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        answer.putHeaders(response);
        long now = System.currentTimeMillis();
        CacheStatus.hit(response, answer.left(now));
        response.setHeader(HttpHeaders.AGE, Long.toString(answer.age(now).toSeconds()));
        if (!EntityTags.notModified(request, response, answer.etag())) {
            response.setContentLength(answer.body().length);
            response.getOutputStream().write(answer.body());
        }
    }
}
