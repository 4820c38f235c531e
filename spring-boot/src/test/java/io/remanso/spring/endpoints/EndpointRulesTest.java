package io.remanso.spring.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.spring.settings.StartRefusedException;
import java.security.Principal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

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
