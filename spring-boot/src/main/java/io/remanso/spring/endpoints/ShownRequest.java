package io.remanso.spring.endpoints;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A request as a cached handler sees it: without the conditions of this one caller, because the
 * whole answer is wanted for all, and without headers, parameters, cookies and a principal that are
 * not in the key of the answer. What it does not see it cannot put into the answer of others.
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
    private final boolean anonymous;

    private ShownRequest(
            HttpServletRequest request,
            Predicate<String> headers,
            Predicate<String> parameters,
            Predicate<String> cookies,
            boolean anonymous) {
        super(request);
        this.headers = headers;
        this.parameters = parameters;
        this.cookies = cookies;
        this.anonymous = anonymous;
    }

    /** For an answer that nobody else is given: all but the conditions. */
    static ShownRequest whole(HttpServletRequest request) {
        return new ShownRequest(request, name -> true, name -> true, name -> true, false);
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
                rule.audience() == Audience.EVERYONE);
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
        return anonymous ? null : super.getUserPrincipal();
    }

    @Override
    public @Nullable String getRemoteUser() {
        return anonymous ? null : super.getRemoteUser();
    }

    @Override
    public boolean isUserInRole(String role) {
        return !anonymous && super.isUserInRole(role);
    }
}
