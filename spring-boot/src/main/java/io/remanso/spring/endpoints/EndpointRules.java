package io.remanso.spring.endpoints;

import io.remanso.cache.Cache;
import io.remanso.cache.CacheSettings;
import io.remanso.spring.NamedCaches;
import io.remanso.spring.settings.StartRefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.MethodParameter;
import org.springframework.core.env.PropertyResolver;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * The rule of each cached handler, with its cache: made and checked when the application starts.
 * Thread-safe.
 */
final class EndpointRules implements SmartInitializingSingleton {

    /** In process; each answer may be large. */
    private static final long NEAR_ENTRIES = 500;

    private final NamedCaches named;
    private final PropertyResolver properties;
    private final ObjectProvider<RequestMappingInfoHandlerMapping> mappings;
    private final ConcurrentMap<Place, EndpointRule> rules = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, CacheOf> caches = new ConcurrentHashMap<>();

    /** A handler: a method may be inherited by several controllers. */
    private record Place(Class<?> controller, Method method) {}

    /** A cache, and the time to live that it has by itself. */
    private record CacheOf(Cache<String, StoredAnswer> cache, Duration ttl) {}

    EndpointRules(
            NamedCaches named,
            PropertyResolver properties,
            ObjectProvider<RequestMappingInfoHandlerMapping> mappings) {
        this.named = named;
        this.properties = properties;
        this.mappings = mappings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().values().stream())
                .filter(handler -> handler.hasMethodAnnotation(CachedEndpoint.class))
                .forEach(this::of);
    }

    /** The rule of a handler that has the annotation. */
    EndpointRule of(HandlerMethod handler) {
        Place place = new Place(handler.getBeanType(), handler.getMethod());
        EndpointRule rule = rules.get(place);
        return rule != null ? rule : rules.computeIfAbsent(place, p -> make(handler));
    }

    private EndpointRule make(HandlerMethod handler) {
        CachedEndpoint annotation =
                Objects.requireNonNull(handler.getMethodAnnotation(CachedEndpoint.class));
        String where = "@CachedEndpoint on " + handler.getShortLogMessage();
        AudienceCheck.check(handler, annotation.audience(), where);
        CacheOf cache = caches.computeIfAbsent(annotation.prefix(), name -> makeCache(name, where));
        String ttl = properties.resolveRequiredPlaceholders(annotation.ttl());
        return new EndpointRule(
                handler.toString(),
                cache.cache(),
                ttl.isEmpty() || named.hasTtl(annotation.prefix())
                        ? cache.ttl()
                        : parse(ttl, where),
                Arrays.stream(annotation.tags()).map(TagTemplate::new).toList(),
                annotation.audience(),
                Set.of(annotation.parameters()),
                Stream.concat(
                                Arrays.stream(annotation.vary()),
                                declared(handler, RequestHeader.class, RequestHeader::name))
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet()),
                declared(handler, CookieValue.class, CookieValue::name)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static Duration parse(String ttl, String where) {
        try {
            Duration time = DurationStyle.detectAndParse(ttl);
            if (time.isPositive()) {
                return time;
            }
        } catch (IllegalArgumentException e) {
            // refused below, as a time that is not above zero is
        }
        throw StartRefusedException.of(
                "ttl of " + where, "a time above zero such as 90s, 10m or 1h", ttl);
    }

    /** The names that the parameters of a handler say they read. */
    private <A extends java.lang.annotation.Annotation> Stream<String> declared(
            HandlerMethod handler, Class<A> type, java.util.function.Function<A, String> name) {
        return Arrays.stream(handler.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(type))
                .map(parameter -> {
                    String given =
                            name.apply(
                                    Objects.requireNonNull(parameter.getParameterAnnotation(type)));
                    return given.isEmpty()
                            ? nameOf(parameter)
                            : properties.resolvePlaceholders(given);
                })
                .filter(Objects::nonNull);
    }

    private static @Nullable String nameOf(MethodParameter parameter) {
        parameter.initParameterNameDiscovery(
                new org.springframework.core.DefaultParameterNameDiscoverer());
        return parameter.getParameterName();
    }

    private CacheOf makeCache(String prefix, String where) {
        if (!prefix.matches("[A-Za-z0-9][A-Za-z0-9._:-]*")) {
            throw StartRefusedException.of(
                    "prefix of " + where, "of letters, digits and ._:-", prefix);
        }
        CacheSettings<String, StoredAnswer> settings =
                named.settings(
                        prefix,
                        new AnswerCodec(),
                        builder ->
                                builder.jitter(0)
                                        .negativeTtl(Duration.ZERO)
                                        .nearMaximumEntries(NEAR_ENTRIES));
        if (!runsWithItsRequest(settings)) {
            throw new StartRefusedException(
                    "The cache '%s' must not have stale-while-revalidate, stale-on-error, refresh-at, soft-timeout, hard-timeout or negative-ttl: a handler runs within its request, and only answers are kept"
                            .formatted(prefix));
        }
        return new CacheOf(named.make(settings), settings.lifetime().ttl());
    }

    private static boolean runsWithItsRequest(CacheSettings<String, StoredAnswer> settings) {
        return settings.loading().softTimeout() == null
                && settings.loading().hardTimeout() == null
                && settings.lifetime().staleWhileRevalidate().isZero()
                && settings.lifetime().staleOnError().isZero()
                && settings.lifetime().refreshAt() == 1
                && settings.lifetime().negativeTtl().isZero();
    }

    /** The tags of the answer to a request. */
    static String[] tags(EndpointRule rule, HttpServletRequest request) {
        Map<?, ?> variables = AnswerKeys.pathVariables(request);
        return rule.tags().stream()
                .map(tag ->
                        tag.expand(name ->
                                variables.get(name) instanceof String value
                                        ? value
                                        : request.getParameter(name)))
                .flatMap(Optional::stream)
                .filter(tag -> !tag.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new))
                .toArray(String[]::new);
    }
}
