package io.remanso.spring.endpoints;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.util.ClassUtils;
import org.springframework.web.servlet.support.RequestContextUtils;

/**
 * The key of the answer to a request: all that the answer may depend on, as a fingerprint.
 * Thread-safe.
 */
final class AnswerKeys {

    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";
    private static final boolean SECURITY =
            ClassUtils.isPresent(
                    "org.springframework.security.core.Authentication",
                    AnswerKeys.class.getClassLoader());

    private final RequestHeaders headers;

    AnswerKeys(RequestHeaders headers) {
        this.headers = headers;
    }

    String of(HttpServletRequest request, EndpointRule rule) {
        Fingerprint key = new Fingerprint();
        key.add(rule.handler());
        // Links in the answer begin with the host. A port of the node's own is left out, or nodes
        // that are asked directly would share nothing.
        key.add(request.getScheme()).add(request.getServerName()).add(request.getRequestURI());
        boolean ownPort = request.getServerPort() == request.getLocalPort();
        key.add(ownPort ? "" : Integer.toString(request.getServerPort()));
        key.add(RequestContextUtils.getLocale(request).toLanguageTag());
        key.add(String.valueOf(RequestContextUtils.getTimeZone(request)));
        add(key, parameters(request, rule));
        add(key, headers(request, rule));
        add(key, cookies(request, rule));
        switch (rule.audience()) {
            case CALLER -> addCaller(key, request);
            case PRINCIPAL -> addPrincipal(key, request);
            case EVERYONE -> {}
        }
        return key.key();
    }

    private static void add(Fingerprint key, SortedMap<String, List<String>> values) {
        key.add(Integer.toString(values.size()));
        values.forEach(key::add);
    }

    private static SortedMap<String, List<String>> parameters(
            HttpServletRequest request, EndpointRule rule) {
        SortedMap<String, List<String>> sorted = new TreeMap<>();
        request.getParameterMap()
                .forEach((name, values) -> {
                    if (rule.counts(name)) {
                        sorted.put(name, List.of(values));
                    }
                });
        return sorted;
    }

    private SortedMap<String, List<String>> headers(HttpServletRequest request, EndpointRule rule) {
        SortedMap<String, List<String>> sorted = new TreeMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            if (headers.count(name, rule)) {
                sorted.put(
                        name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name)));
            }
        }
        return sorted;
    }

    private static SortedMap<String, List<String>> cookies(
            HttpServletRequest request, EndpointRule rule) {
        SortedMap<String, List<String>> sorted = new TreeMap<>();
        Cookie[] all = request.getCookies();
        for (String name : rule.cookies()) {
            sorted.put(
                    name,
                    all == null
                            ? List.of()
                            : Arrays.stream(all)
                                    .filter(cookie -> cookie.getName().equals(name))
                                    .map(Cookie::getValue)
                                    .toList());
        }
        return sorted;
    }

    /** Credentials in headers are among the headers already. */
    private static void addCaller(Fingerprint key, HttpServletRequest request) {
        addPrincipal(key, request);
        key.add(Objects.requireNonNullElse(request.getRequestedSessionId(), ""));
        X509Certificate[] certificates =
                request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain
                        ? chain
                        : new X509Certificate[0];
        for (X509Certificate certificate : certificates) {
            try {
                key.add(certificate.getEncoded());
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException(
                        "A certificate that was received has an encoding", e);
            }
        }
    }

    private static void addPrincipal(Fingerprint key, HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        if (principal == null) {
            key.add("nobody");
            return;
        }
        key.add("somebody").add(principal.getClass().getName());
        key.add(Objects.requireNonNullElse(principal.getName(), ""));
        key.add("authorities", SECURITY ? Security.authorities(principal) : List.of());
    }

    /** What needs Spring Security on the class path. */
    private static final class Security {
        static Collection<String> authorities(Principal principal) {
            return principal instanceof Authentication authentication
                    ? authentication.getAuthorities().stream()
                            .map(GrantedAuthority::getAuthority)
                            .map(String::valueOf)
                            .sorted()
                            .toList()
                    : List.of();
        }
    }

    /** The variables of the address. */
    static Map<?, ?> pathVariables(HttpServletRequest request) {
        return request.getAttribute(
                                org.springframework.web.servlet.HandlerMapping
                                        .URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                        instanceof Map<?, ?> variables
                ? variables
                : Map.of();
    }
}
