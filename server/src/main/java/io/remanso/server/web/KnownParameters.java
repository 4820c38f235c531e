package io.remanso.server.web;

import io.remanso.tables.InvalidParameterException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses query parameters that a call does not know or that come twice. */
final class KnownParameters implements HandlerInterceptor {

    private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        String query = request.getQueryString();
        if (query == null || !(handler instanceof HandlerMethod method)) {
            return true;
        }
        Set<String> known = known(method);
        boolean open = hasOpenParameters(method);
        List<String> seen = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            String name = name(pair);
            if (name.isEmpty()) {
                continue;
            }
            if (!open && !known.contains(name)) {
                throw new InvalidParameterException(
                        "This call knows %s, got '%s'"
                                .formatted(
                                        known.isEmpty()
                                                ? "no parameters"
                                                : "the parameters " + String.join(", ", known),
                                        name));
            }
            if (seen.contains(name)) {
                throw new InvalidParameterException(
                        "A parameter comes once, got '%s' twice".formatted(name));
            }
            seen.add(name);
        }
        return true;
    }

    private static String name(String pair) {
        int end = pair.indexOf('=');
        String name = end < 0 ? pair : pair.substring(0, end);
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidParameterException(
                    "A parameter name must be percent-encoded, got '%s'".formatted(name), e);
        }
    }

    /** Whether the call takes all parameters as a map and refuses unknown ones by itself. */
    private static boolean hasOpenParameters(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .anyMatch(parameter ->
                        parameter.hasParameterAnnotation(RequestParam.class)
                                && parameter.getParameterType() == Map.class);
    }

    private static Set<String> known(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                .map(KnownParameters::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(MethodParameter parameter) {
        parameter.initParameterNameDiscovery(NAMES);
        RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
        return annotation == null || annotation.name().isEmpty()
                ? String.valueOf(parameter.getParameterName())
                : annotation.name();
    }
}
