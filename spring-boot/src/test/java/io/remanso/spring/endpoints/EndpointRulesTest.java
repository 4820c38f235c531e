package io.remanso.spring.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.spring.settings.StartRefusedException;
import jakarta.servlet.http.HttpSession;
import java.lang.reflect.Method;
import java.security.Principal;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.annotation.CurrentSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.SessionAttribute;
import org.springframework.web.method.HandlerMethod;

/** What an annotation may not say is refused when the application starts. */
class EndpointRulesTest {

    private final WebApplicationContextRunner runner =
            new WebApplicationContextRunner()
                    .withConfiguration(
                            AutoConfigurations.of(
                                    DispatcherServletAutoConfiguration.class,
                                    WebMvcAutoConfiguration.class,
                                    ClassUtils.resolveClassName(
                                            "io.remanso.spring.RemansoAutoConfiguration", null),
                                    CachedEndpointAutoConfiguration.class));

    private void refuses(Class<?> controller, String line, String... properties) {
        runner.withBean(controller)
                .withPropertyValues(properties)
                .run(context -> {
                    assertThat(context).hasFailed();
                    assertThat(context.getStartupFailure())
                            .isInstanceOf(StartRefusedException.class)
                            .hasMessage(line);
                });
    }

    @Test
    void anAudienceThatTheHandlerContradictsIsRefused() {
        refuses(
                OfThePrincipal.class,
                "The audience of @CachedEndpoint on io.remanso.spring.endpoints.EndpointRulesTest$OfThePrincipal#call[1 args] must not be EVERYONE, the handler takes what belongs to its caller; leave it at CALLER");
        refuses(
                Guarded.class,
                "The audience of @CachedEndpoint on io.remanso.spring.endpoints.EndpointRulesTest$Guarded#call[0 args] must not be EVERYONE, a guard on the handler does not see who is given a kept answer; leave it at CALLER");
    }

    @ParameterizedTest
    @MethodSource("looks")
    void whoeverLooksAtTheCallerIsNotForEveryone(Method look) {
        HandlerMethod handler = new HandlerMethod(new Looks(), look);

        assertThatThrownBy(() -> AudienceCheck.check(handler, Audience.EVERYONE, "it"))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("takes what belongs to its caller");
        assertThatCode(() -> AudienceCheck.check(handler, Audience.CALLER, "it"))
                .doesNotThrowAnyException();
    }

    private static Stream<Method> looks() {
        return Arrays.stream(Looks.class.getDeclaredMethods())
                .filter(method -> !method.isSynthetic());
    }

    @Test
    void whoeverLooksAtTheSessionIsNotForThePrincipalAlone() {
        refuses(
                OfTheSession.class,
                "The audience of @CachedEndpoint on io.remanso.spring.endpoints.EndpointRulesTest$OfTheSession#call[1 args] must not be PRINCIPAL, the handler takes the session, or an attribute of session or request; leave it at CALLER");
    }

    @Test
    void whatComesBeforeTheHandlerMustNotLookEither() {
        refuses(
                PreparedForThePrincipal.class,
                "The audience of @CachedEndpoint on io.remanso.spring.endpoints.EndpointRulesTest$PreparedForThePrincipal#call[0 args] must not be EVERYONE, the handler takes what belongs to its caller; leave it at CALLER");
        refuses(
                PreparedFromTheSession.class,
                "The audience of @CachedEndpoint on io.remanso.spring.endpoints.EndpointRulesTest$PreparedFromTheSession#call[0 args] must not be PRINCIPAL, the handler takes the session, or an attribute of session or request; leave it at CALLER");
    }

    /** One of them is guarded as a whole. */
    @Test
    void aMethodOfTwoControllersIsLookedAtForEach() {
        runner.withBean(Open.class)
                .withBean(Closed.class)
                .run(context ->
                        assertThat(context.getStartupFailure())
                                .isInstanceOf(StartRefusedException.class)
                                .hasMessageContaining("a guard on the handler"));
        runner.withBean(Open.class).run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void aWrongTimeAndAWrongPrefixAreRefused() {
        refuses(
                Plain.class,
                "ttl of @CachedEndpoint on io.remanso.spring.endpoints.EndpointRulesTest$Plain#call[0 args] must be a time above zero such as 90s, 10m or 1h, got 'soon'",
                "test.ttl=soon");
        refuses(
                Spaced.class,
                "prefix of @CachedEndpoint on io.remanso.spring.endpoints.EndpointRulesTest$Spaced#call[0 args] must be of letters, digits and ._:-, got 'a b'");
    }

    @ParameterizedTest
    @CsvSource({
        "stale-while-revalidate=1m",
        "refresh-at=0.5",
        "soft-timeout=1s",
        "hard-timeout=1s",
        "negative-ttl=1s"
    })
    void whatWouldRunAHandlerOutsideItsRequestIsRefused(String setting) {
        refuses(
                Plain.class,
                "The cache 'plain' must not have stale-while-revalidate, stale-on-error, refresh-at, soft-timeout, hard-timeout or negative-ttl: a handler runs within its request, and only answers are kept",
                "remanso.caches.plain." + setting);
    }

    @Test
    void aTagWithoutItsVariableIsLeftOut() {
        TagTemplate tag = new TagTemplate("user:{id}-{$1}");
        assertThat(tag.expand(name -> name.equals("id") ? "a$1" : "x")).contains("user:a$1-x");
        assertThat(tag.expand(name -> null)).isEmpty();
        assertThat(new TagTemplate("all").expand(name -> null)).isEqualTo(Optional.of("all"));
    }

    @RestController
    static class OfThePrincipal {
        @GetMapping("/x")
        @CachedEndpoint(prefix = "x", audience = Audience.EVERYONE)
        String call(Principal principal) {
            return principal.getName();
        }
    }

    /** Each takes something else that belongs to its caller. */
    static final class Looks {

        void session(HttpSession session) {}

        void attributeOfTheSession(@SessionAttribute("basket") String basket) {}

        void attributeOfTheRequest(@RequestAttribute("tenant") String tenant) {}

        void securityContext(SecurityContext context) {}

        void csrfToken(CsrfToken token) {}

        void principal(@AuthenticationPrincipal Object user) {}

        void nameInTheContext(
                @CurrentSecurityContext(expression = "authentication.name") String name) {}
    }

    @RestController
    static class OfTheSession {
        @GetMapping("/x")
        @CachedEndpoint(prefix = "x", audience = Audience.PRINCIPAL)
        String call(HttpSession session) {
            return session.getId();
        }
    }

    @RestController
    static class PreparedForThePrincipal {
        @ModelAttribute("name")
        String name(Principal principal) {
            return principal.getName();
        }

        @GetMapping("/x")
        @CachedEndpoint(prefix = "x", audience = Audience.EVERYONE)
        String call() {
            return "";
        }
    }

    @RestController
    static class PreparedFromTheSession {
        @InitBinder
        void bind(HttpSession session) {}

        @GetMapping("/x")
        @CachedEndpoint(prefix = "x", audience = Audience.PRINCIPAL)
        String call() {
            return "";
        }
    }

    abstract static class Side {
        @GetMapping("/x")
        @CachedEndpoint(prefix = "x", audience = Audience.EVERYONE)
        String call() {
            return "";
        }
    }

    @RestController
    @RequestMapping("/open")
    static class Open extends Side {}

    @RestController
    @RequestMapping("/closed")
    @PreAuthorize("hasRole('admin')")
    static class Closed extends Side {}

    @RestController
    static class Guarded {
        @GetMapping("/x")
        @PreAuthorize("hasRole('admin')")
        @CachedEndpoint(prefix = "x", audience = Audience.EVERYONE)
        String call() {
            return "";
        }
    }

    @RestController
    static class Plain {
        @GetMapping("/x")
        @CachedEndpoint(prefix = "plain", ttl = "${test.ttl:1m}")
        String call() {
            return "";
        }
    }

    @RestController
    static class Spaced {
        @GetMapping("/x")
        @CachedEndpoint(prefix = "a b")
        String call() {
            return "";
        }
    }
}
