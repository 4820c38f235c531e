package io.remanso.spring.endpoints;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import java.net.URLEncoder;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.i18n.FixedLocaleResolver;
import org.springframework.web.servlet.support.RequestContextUtils;

/**
 * A request as a cached handler sees it: without the conditions of this one caller, because the
 * whole answer is wanted for all, and without headers, parameters, cookies, a session and a
 * principal that are not in the key of the answer. What it does not see it cannot put into the
 * answer of others.
 */
final class ShownRequest extends HttpServletRequestWrapper {

    private static final Set<String> CONDITIONS =
            Set.of(
                    "if-none-match",
                    "if-modified-since",
                    "if-match",
                    "if-unmodified-since",
                    "if-range");

    private final Predicate<String> headers;
    private final Predicate<String> parameters;
    private final Predicate<String> cookies;
    private final @Nullable Audience audience;

    private ShownRequest(
            HttpServletRequest request,
            Predicate<String> headers,
            Predicate<String> parameters,
            Predicate<String> cookies,
            @Nullable Audience audience) {
        super(request);
        this.headers = headers;
        this.parameters = parameters;
        this.cookies = cookies;
        this.audience = audience;
    }

    /** For an answer that nobody else is given: all but the conditions. */
    static ShownRequest whole(HttpServletRequest request) {
        return new ShownRequest(request, name -> true, name -> true, name -> true, null);
    }

    /** For an answer that is kept: what its key holds. */
    static ShownRequest keyed(
            HttpServletRequest request, EndpointRule rule, RequestHeaders counting) {
        boolean allCookies = rule.audience() == Audience.CALLER;
        return new ShownRequest(
                request,
                name -> counting.count(name, rule),
                rule::counts,
                name -> allCookies || rule.cookies().contains(name),
                rule.audience());
    }

    /** Whether the handler must not know who the caller is. */
    boolean isAnonymous() {
        return audience == Audience.EVERYONE;
    }

    private boolean hasSession() {
        return audience == null || audience == Audience.CALLER;
    }

    private boolean hidden(String name) {
        return CONDITIONS.contains(name.toLowerCase(Locale.ROOT)) || !headers.test(name);
    }

    @Override
    public @Nullable String getHeader(String name) {
        return hidden(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return hidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(
                Collections.list(super.getHeaderNames()).stream()
                        .filter(name -> !hidden(name))
                        .toList());
    }

    @Override
    public long getDateHeader(String name) {
        return hidden(name) ? -1 : super.getDateHeader(name);
    }

    @Override
    public int getIntHeader(String name) {
        return hidden(name) ? -1 : super.getIntHeader(name);
    }

    @Override
    public @Nullable String getParameter(String name) {
        return parameters.test(name) ? super.getParameter(name) : null;
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return parameters.test(name) ? super.getParameterValues(name) : null;
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(getParameterMap().keySet());
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        Map<String, String[]> shown = new LinkedHashMap<>(super.getParameterMap());
        shown.keySet().removeIf(parameters.negate());
        return Collections.unmodifiableMap(shown);
    }

    /** Made from the parameters, in the order of their names: theirs does not matter to the key. */
    @Override
    public @Nullable String getQueryString() {
        if (audience == null) {
            return super.getQueryString();
        }
        List<String> pairs = new ArrayList<>();
        new TreeMap<>(getParameterMap())
                .forEach((name, values) -> {
                    for (String value : values) {
                        pairs.add(encode(name) + "=" + encode(value));
                    }
                });
        return pairs.isEmpty() ? null : String.join("&", pairs);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    @Override
    public Cookie @Nullable [] getCookies() {
        Cookie[] all = super.getCookies();
        return all == null
                ? null
                : Arrays.stream(all)
                        .filter(cookie -> cookies.test(cookie.getName()))
                        .toArray(Cookie[]::new);
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        return isAnonymous() ? null : super.getUserPrincipal();
    }

    @Override
    public @Nullable String getRemoteUser() {
        return isAnonymous() ? null : super.getRemoteUser();
    }

    @Override
    public boolean isUserInRole(String role) {
        return !isAnonymous() && super.isUserInRole(role);
    }

    @Override
    public @Nullable String getAuthType() {
        return isAnonymous() ? null : super.getAuthType();
    }

    @Override
    public @Nullable HttpSession getSession(boolean create) {
        if (hasSession()) {
            return super.getSession(create);
        }
        if (create) {
            throw new IllegalStateException(
                    "The session must not be used where the audience of @CachedEndpoint is %s, others are given the answer; leave the audience at CALLER"
                            .formatted(audience));
        }
        return null;
    }

    @Override
    public HttpSession getSession() {
        return Objects.requireNonNull(getSession(true));
    }

    @Override
    public @Nullable String getRequestedSessionId() {
        return hasSession() ? super.getRequestedSessionId() : null;
    }

    @Override
    public boolean isRequestedSessionIdValid() {
        return hasSession() && super.isRequestedSessionIdValid();
    }

    /** The locale is in the key, wherever it comes from: it stands without the session too. */
    @Override
    public @Nullable Object getAttribute(String name) {
        return !hasSession() && name.equals(DispatcherServlet.LOCALE_RESOLVER_ATTRIBUTE)
                ? fixedLocale((HttpServletRequest) getRequest())
                : super.getAttribute(name);
    }

    private static FixedLocaleResolver fixedLocale(HttpServletRequest request) {
        FixedLocaleResolver resolver =
                new FixedLocaleResolver(RequestContextUtils.getLocale(request));
        resolver.setDefaultTimeZone(RequestContextUtils.getTimeZone(request));
        return resolver;
    }
}
