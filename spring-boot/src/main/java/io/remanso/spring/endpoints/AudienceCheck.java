package io.remanso.spring.endpoints;

import io.remanso.spring.settings.StartRefusedException;
import jakarta.servlet.http.HttpSession;
import java.lang.reflect.Method;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** Finds handlers whose answers are said to be for everyone, and which themselves say otherwise. */
final class AudienceCheck {

    private static final List<String> OF_THE_CALLER =
            List.of(
                    "org.springframework.security.core.annotation.AuthenticationPrincipal",
                    "org.springframework.security.core.annotation.CurrentSecurityContext",
                    "org.springframework.security.oauth2.client.annotation.RegisteredOAuth2AuthorizedClient");
    private static final List<String> TYPES_OF_THE_CALLER =
            List.of(
                    "org.springframework.security.core.context.SecurityContext",
                    "org.springframework.security.web.csrf.CsrfToken");
    private static final List<String> OF_THE_SESSION =
            List.of(
                    "org.springframework.web.bind.annotation.SessionAttribute",
                    "org.springframework.web.bind.annotation.RequestAttribute");
    private static final List<String> GUARDS =
            List.of(
                    "org.springframework.security.access.prepost.PreAuthorize",
                    "org.springframework.security.access.prepost.PostAuthorize",
                    "org.springframework.security.access.prepost.PostFilter",
                    "org.springframework.security.access.annotation.Secured",
                    "jakarta.annotation.security.RolesAllowed",
                    "jakarta.annotation.security.DenyAll");

    private AudienceCheck() {}

    /**
     * @throws StartRefusedException when the handler looks at its caller, or is guarded where a
     *     kept answer does not pass
     */
    static void check(HandlerMethod handler, Audience audience, String where) {
        String contradiction =
                switch (audience) {
                    case CALLER -> null;
                    case PRINCIPAL -> looksAtSession(handler);
                    case EVERYONE -> looksAtCaller(handler);
                };
        if (contradiction != null) {
            throw new StartRefusedException(
                    "The audience of %s must not be %s, %s; leave it at CALLER"
                            .formatted(where, audience, contradiction));
        }
    }

    private static @Nullable String looksAtSession(HandlerMethod handler) {
        return parameters(handler).anyMatch(AudienceCheck::isOfTheSession)
                ? "the handler takes the session, or an attribute of session or request"
                : null;
    }

    private static @Nullable String looksAtCaller(HandlerMethod handler) {
        if (parameters(handler).anyMatch(AudienceCheck::isOfTheCaller)) {
            return "the handler takes what belongs to its caller";
        }
        MergedAnnotations onMethod =
                MergedAnnotations.from(handler.getMethod(), SearchStrategy.TYPE_HIERARCHY);
        MergedAnnotations onClass =
                MergedAnnotations.from(handler.getBeanType(), SearchStrategy.TYPE_HIERARCHY);
        return GUARDS.stream()
                        .anyMatch(guard -> onMethod.isPresent(guard) || onClass.isPresent(guard))
                ? "a guard on the handler does not see who is given a kept answer"
                : null;
    }

    /** Of the handler, and of the methods of its controller that are called before it. */
    private static Stream<MethodParameter> parameters(HandlerMethod handler) {
        Stream<Method> prepare =
                Stream.of(
                                RequestMappingHandlerAdapter.MODEL_ATTRIBUTE_METHODS,
                                RequestMappingHandlerAdapter.INIT_BINDER_METHODS)
                        .flatMap(methods ->
                                MethodIntrospector.selectMethods(handler.getBeanType(), methods)
                                        .stream());
        return Stream.concat(
                Arrays.stream(handler.getMethodParameters()),
                prepare.flatMap(method ->
                        IntStream.range(0, method.getParameterCount())
                                .mapToObj(i -> new MethodParameter(method, i))));
    }

    private static boolean isOfTheCaller(MethodParameter parameter) {
        Class<?> type = parameter.getParameterType();
        MergedAnnotations annotations = MergedAnnotations.from(parameter.getParameterAnnotations());
        return Principal.class.isAssignableFrom(type)
                || TYPES_OF_THE_CALLER.contains(type.getName())
                || OF_THE_CALLER.stream().anyMatch(annotations::isPresent)
                || isOfTheSession(parameter);
    }

    private static boolean isOfTheSession(MethodParameter parameter) {
        MergedAnnotations annotations = MergedAnnotations.from(parameter.getParameterAnnotations());
        return HttpSession.class.isAssignableFrom(parameter.getParameterType())
                || OF_THE_SESSION.stream().anyMatch(annotations::isPresent);
    }
}
