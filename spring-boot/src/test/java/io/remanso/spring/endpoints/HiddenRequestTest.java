package io.remanso.spring.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.spring.shop.Shop;
import io.remanso.spring.shop.ShopNode;
import io.remanso.testing.Await;
import io.remanso.testing.RedisServer;
import jakarta.annotation.PreDestroy;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.annotation.RequestScope;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.SessionLocaleResolver;

/** What is not in the key no handler sees, by whatever way it looks. */
class HiddenRequestTest {

    private static RedisServer redis;
    private static ShopNode node;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        node = ShopNode.over(redis, Application.class);
    }

    @AfterAll
    static void stop() {
        node.close();
        redis.close();
    }

    @Configuration
    @Import({Shop.class, Ways.class})
    static class Application implements WebMvcConfigurer {

        private final List<String> seen = new CopyOnWriteArrayList<>();

        @Bean
        LocaleResolver localeResolver() {
            SessionLocaleResolver resolver = new SessionLocaleResolver();
            resolver.setDefaultLocale(Locale.ENGLISH);
            return resolver;
        }

        @Bean
        Seen seen() {
            return new Seen(seen);
        }

        @Bean
        @RequestScope
        OfTheRequest ofTheRequest() {
            return new OfTheRequest(seen);
        }

        @Bean
        OncePerRequestFilter signIn() {
            return new SignIn();
        }

        @Override
        public void addInterceptors(InterceptorRegistry registry) {
            registry.addInterceptor(
                    new HandlerInterceptor() {
                        @Override
                        public void afterCompletion(
                                HttpServletRequest request,
                                HttpServletResponse response,
                                Object handler,
                                @Nullable Exception failure) {
                            seen.add("completed " + tenant() + " " + user());
                        }
                    });
        }
    }

    /** What happened after the handler. */
    record Seen(List<String> events) {}

    static class OfTheRequest {

        private final List<String> seen;

        OfTheRequest(List<String> seen) {
            this.seen = seen;
        }

        String name() {
            return "of the request";
        }

        @PreDestroy
        void destroy() {
            seen.add("destroyed");
        }
    }

    /** Says who the caller is from a header that is said to say nothing. */
    static final class SignIn extends OncePerRequestFilter {

        @Override
        protected void doFilterInternal(
                HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            String user = request.getHeader("X-Request-Id");
            if (user != null) {
                SecurityContextHolder.setContext(
                        new SecurityContextImpl(
                                UsernamePasswordAuthenticationToken.authenticated(
                                        user, null, AuthorityUtils.NO_AUTHORITIES)));
            }
            try {
                chain.doFilter(request, response);
            } finally {
                SecurityContextHolder.clearContext();
            }
        }
    }

    private static String tenant() {
        ServletRequestAttributes attributes =
                (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
        return String.valueOf(attributes.getRequest().getHeader("X-Tenant"));
    }

    private static String user() {
        Authentication user = SecurityContextHolder.getContext().getAuthentication();
        return user == null ? "nobody" : user.getName();
    }

    @RestController
    static class Ways {

        private final HttpServletRequest injected;
        private final OfTheRequest ofTheRequest;
        private final LocaleResolver locales;

        Ways(HttpServletRequest injected, OfTheRequest ofTheRequest, LocaleResolver locales) {
            this.injected = injected;
            this.ofTheRequest = ofTheRequest;
            this.locales = locales;
        }

        @PostMapping("/customer")
        String customer(
                HttpSession session,
                HttpServletRequest request,
                HttpServletResponse response,
                @RequestParam String name) {
            session.setAttribute("customer", name);
            locales.setLocale(request, response, Locale.forLanguageTag("es"));
            return name;
        }

        @GetMapping("/everyone/session")
        @CachedEndpoint(prefix = "sessions", audience = Audience.EVERYONE)
        String ofEveryone(HttpServletRequest request) {
            return "customer " + request.getSession().getAttribute("customer");
        }

        @GetMapping("/principal/session")
        @CachedEndpoint(prefix = "sessions", audience = Audience.PRINCIPAL)
        String ofThePrincipal(HttpServletRequest request) {
            return "customer " + request.getSession(true).getAttribute("customer");
        }

        @GetMapping("/everyone/existing")
        @CachedEndpoint(prefix = "sessions", audience = Audience.EVERYONE)
        String existing(HttpServletRequest request) {
            HttpSession session = request.getSession(false);
            return "customer "
                    + (session == null ? "unknown" : session.getAttribute("customer"))
                    + " "
                    + request.getRequestedSessionId();
        }

        @GetMapping("/everyone/removed")
        @CachedEndpoint(prefix = "sessions", audience = Audience.EVERYONE)
        String removed() {
            RequestContextHolder.currentRequestAttributes()
                    .removeAttribute("customer", RequestAttributes.SCOPE_SESSION);
            return "removed";
        }

        @GetMapping("/customer")
        String customer(HttpSession session) {
            return "customer " + session.getAttribute("customer");
        }

        @GetMapping("/language")
        @CachedEndpoint(prefix = "language", audience = Audience.EVERYONE)
        String language(Locale locale) {
            return locale.toLanguageTag();
        }

        @GetMapping("/query")
        @CachedEndpoint(prefix = "query", audience = Audience.EVERYONE, parameters = "page")
        String query(HttpServletRequest request) {
            return "query " + request.getQueryString();
        }

        @GetMapping("/whole-query")
        @CachedEndpoint(prefix = "query")
        String wholeQuery(HttpServletRequest request) {
            return "query " + request.getQueryString();
        }

        @GetMapping("/held")
        @CachedEndpoint(prefix = "held", audience = Audience.EVERYONE)
        String held() {
            return injected.getHeader("X-Tenant") + " " + tenant() + " " + user();
        }

        @GetMapping("/mine-held")
        @CachedEndpoint(prefix = "held")
        String mineHeld() {
            return injected.getHeader("X-Tenant") + " " + tenant() + " " + user();
        }

        @GetMapping("/request-bean")
        @CachedEndpoint(prefix = "bean", audience = Audience.EVERYONE)
        String requestBean() {
            return ofTheRequest.name();
        }

        @ExceptionHandler
        @ResponseStatus(HttpStatus.CONFLICT)
        String refused(IllegalStateException e) {
            return Objects.toString(e.getMessage());
        }
    }

    private static String status(HttpResponse<?> response) {
        return response.headers().firstValue("Cache-Status").orElse("none");
    }

    private static String cookieOf(String customer) {
        return node.send("POST", "/customer?name=" + customer)
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .split(";", 2)[0];
    }

    @ParameterizedTest
    @ValueSource(strings = {"everyone", "principal"})
    void aSessionIsNotForAnAnswerThatIsForOthers(String audience) {
        String cookie = cookieOf("ada");
        HttpResponse<String> refused =
                node.get("/" + audience + "/session", "Cookie", cookie, "X-Request-Id", "ada");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body())
                .isEqualTo(
                        "The session must not be used where the audience of @CachedEndpoint is %s, others are given the answer; leave the audience at CALLER"
                                .formatted(audience.toUpperCase(Locale.ROOT)));
        assertThat(node.get("/" + audience + "/session", "X-Request-Id", "ada").body())
                .doesNotContain("customer ");
    }

    @Test
    void anExistingSessionIsNotSeen() {
        assertThat(node.get("/everyone/existing", "Cookie", cookieOf("ada")).body())
                .isEqualTo("customer unknown null");
    }

    @Test
    void nothingIsTakenOutOfASessionThatIsNotSeen() {
        String cookie = cookieOf("ada");
        assertThat(node.get("/everyone/removed", "Cookie", cookie).body()).isEqualTo("removed");
        assertThat(node.get("/customer", "Cookie", cookie).body()).isEqualTo("customer ada");
    }

    @Test
    void theLanguageOfTheSessionCounts() {
        assertThat(node.get("/language", "Cookie", cookieOf("ada")).body()).isEqualTo("es");
        assertThat(node.get("/language").body()).isEqualTo("en");
        assertThat(status(node.get("/language", "Cookie", cookieOf("bo")))).contains("hit");
    }

    @Test
    void theQueryHasTheParametersThatCount() {
        assertThat(node.get("/query?utm=ada&page=1").body()).isEqualTo("query page=1");
        assertThat(node.get("/query?page=a%26b&page=c+d&utm=x").body())
                .isEqualTo("query page=a%26b&page=c+d");
        assertThat(node.get("/query?utm=ada").body()).isEqualTo("query null");
        assertThat(status(node.get("/query"))).contains("hit");
        assertThat(node.get("/whole-query?b=2&a=%41&use_cache=true").body())
                .isEqualTo("query a=A&b=2");
    }

    @Test
    void whoAsksOutsideOfTheRequestSeesNoMore() {
        String[] ada = {"X-Tenant", "ada", "X-Request-Id", "ada"};

        assertThat(node.get("/held", ada).body()).isEqualTo("null null nobody");
        assertThat(status(node.get("/held", "X-Tenant", "bo"))).contains("hit");
        assertThat(node.get("/mine-held", ada).body()).isEqualTo("ada ada ada");
        assertThat(node.get("/held?use_cache=false", ada).body()).isEqualTo("ada ada ada");
    }

    @Test
    void whatWasThereBeforeIsThereAfter() {
        List<String> events = node.bean(Seen.class).events();
        events.clear();
        assertThat(node.get("/request-bean", "X-Tenant", "ada", "X-Request-Id", "ada").body())
                .isEqualTo("of the request");

        Await.until("the bean is destroyed", () -> events.contains("destroyed"));
        assertThat(events).containsExactly("completed ada ada", "destroyed");
    }
}
