package io.remanso.spring.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.spring.shop.Shop;
import io.remanso.spring.shop.ShopNode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriUtils;

/** How long an answer is kept: as the property says, the annotation, or less where it says so. */
class LifetimeTest {

    private static ShopNode node;

    @BeforeAll
    static void start() {
        node = ShopNode.start(Application.class, "remanso.caches.stats.ttl=5m");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Configuration
    @Import({Shop.class, Headers.class})
    static class Application {

        @Bean
        OncePerRequestFilter before() {
            return new OncePerRequestFilter() {
                @Override
                protected void doFilterInternal(
                        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                        throws ServletException, IOException {
                    String control = request.getParameter("filter");
                    if (control != null) {
                        response.setHeader("Cache-Control", control);
                    }
                    chain.doFilter(request, response);
                }
            };
        }
    }

    @RestController
    static class Headers {

        @GetMapping("/plain")
        @CachedEndpoint(prefix = "plain", ttl = "10m")
        String plain() {
            return "plain";
        }

        @GetMapping("/with")
        @CachedEndpoint(prefix = "with", ttl = "10m")
        ResponseEntity<String> with(@RequestParam String name, @RequestParam String value) {
            return ResponseEntity.ok().header(name, value).body("with");
        }
    }

    private static String status(HttpResponse<?> response) {
        return response.headers().firstValue("Cache-Status").orElse("none");
    }

    private static HttpResponse<String> with(String name, String value) {
        return node.get("/with?name=" + name + "&value=" + UriUtils.encode(value, "UTF-8"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-store", "private", "no-cache", "max-age=0"})
    void whatAFilterForbidsIsNotKept(String control) {
        assertThat(status(node.get("/plain?filter=" + control))).contains("not-storable");
        assertThat(status(node.get("/plain?filter=" + control))).contains("not-storable");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Cache-Control | max-age=60 | 60",
                "Cache-Control | public, max-age=\"60\" | 60",
                "Cache-Control | max-age=3600 | 600",
                "Cache-Control | max-age=99999999999999999999 | 600",
                "Cache-Control | max-age=0, s-maxage=60 | 60",
                "Cache-Control | public | 600",
                "Expires | Thu, 01 Jan 2099 00:00:00 GMT | 600"
            })
    void anAnswerIsKeptNoLongerThanItSays(String name, String value, int seconds) {
        assertThat(status(with(name, value))).endsWith("stored; ttl=" + seconds);
        assertThat(status(with(name, value))).contains("hit");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Cache-Control | max-age=0",
                "Cache-Control | s-maxage=0, max-age=60",
                "Cache-Control | max-age=soon",
                "Expires | 0",
                "Expires | Thu, 01 Jan 1970 00:00:00 GMT"
            })
    void anAnswerThatHasNoTimeIsNotKept(String name, String value) {
        assertThat(status(with(name, value))).contains("not-storable");
        assertThat(status(with(name, value))).contains("not-storable");
    }

    @Test
    void aPropertyWinsOverTheAnnotation() {
        assertThat(status(node.get("/stats/a"))).endsWith("stored; ttl=300");
        assertThat(status(node.get("/plain"))).endsWith("stored; ttl=600");
    }
}
