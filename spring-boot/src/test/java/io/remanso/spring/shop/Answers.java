package io.remanso.spring.shop;

import io.remanso.spring.endpoints.Audience;
import io.remanso.spring.endpoints.CachedEndpoint;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.View;

/** Handlers whose answers show by a number how often they were run. */
@RestController
class Answers {

    private final Runs runs;
    private final HttpServletResponse injected;

    Answers(Runs runs, HttpServletResponse injected) {
        this.runs = runs;
        this.injected = injected;
    }

    @GetMapping("/stats/{user}")
    @CachedEndpoint(
            prefix = "stats",
            ttl = "${test.ttl:10m}",
            tags = {"user:{user}", "shop:{shop}", "stats"})
    Map<String, Object> stats(
            @PathVariable String user, @RequestParam(required = false) List<String> tag) {
        Gate.pass();
        return ordered("user", user, "tags", String.valueOf(tag), "run", runs.next("stats"));
    }

    @GetMapping("/mine")
    @CachedEndpoint(prefix = "mine")
    Map<String, Object> mine(HttpServletRequest request, @Nullable Principal principal) {
        return ordered(
                "principal", principal == null ? "nobody" : principal.getName(),
                "authorization", String.valueOf(request.getHeader("Authorization")),
                "cookie", String.valueOf(request.getHeader("Cookie")),
                "tenant", String.valueOf(request.getHeader("X-Tenant")),
                "admin", request.isUserInRole("admin"),
                "run", runs.next("mine"));
    }

    @GetMapping("/basket")
    @CachedEndpoint(prefix = "basket")
    String basket(HttpServletRequest request, @RequestParam(required = false) String login) {
        if (login != null) {
            request.getSession().setAttribute("customer", login);
        }
        return "basket of " + request.getSession().getAttribute("customer");
    }

    @GetMapping("/profile")
    @CachedEndpoint(prefix = "profile", audience = Audience.PRINCIPAL)
    Map<String, Object> profile(@Nullable Principal principal) {
        return ordered(
                "principal",
                principal == null ? "nobody" : principal.getName(),
                "run",
                runs.next("profile"));
    }

    @GetMapping("/news")
    @CachedEndpoint(
            prefix = "news",
            audience = Audience.EVERYONE,
            vary = "X-Region",
            parameters = "page")
    Map<String, Object> news(
            HttpServletRequest request,
            @RequestHeader(name = "X-Edition", required = false) String edition,
            @CookieValue(name = "theme", required = false) String theme) {
        return ordered(
                "region", String.valueOf(request.getHeader("X-Region")),
                "edition", String.valueOf(edition),
                "theme", String.valueOf(theme),
                "page", String.valueOf(request.getParameter("page")),
                "run", runs.next("news"));
    }

    record Filter(@Nullable String region, @Nullable String page) {}

    /** Spring binds headers to records, too. */
    @GetMapping("/bound")
    @CachedEndpoint(prefix = "bound", audience = Audience.EVERYONE)
    Map<String, Object> bound(
            Filter filter, HttpServletRequest request, @RequestHeader HttpHeaders headers) {
        return ordered(
                "region", String.valueOf(filter.region()),
                "page", String.valueOf(filter.page()),
                "authorization", String.valueOf(request.getHeader("Authorization")),
                "tenant", String.valueOf(headers.getFirst("X-Tenant")),
                "cookies", request.getCookies() == null ? 0 : request.getCookies().length,
                "user", String.valueOf(request.getRemoteUser()),
                "run", runs.next("bound"));
    }

    @GetMapping("/odd/{kind}")
    @CachedEndpoint(prefix = "odd")
    ResponseEntity<String> odd(@PathVariable String kind, HttpServletResponse response) {
        String body = kind + " " + runs.next(kind);
        return switch (kind) {
            case "cookie" -> ResponseEntity.ok().header("Set-Cookie", "a=b").body(body);
            case "no-store" -> ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
            case "private" ->
                    ResponseEntity.ok().header("Cache-Control", "max-age=60, private").body(body);
            case "vary" -> ResponseEntity.ok().header("Vary", "User-Agent").body(body);
            case "vary-all" -> ResponseEntity.ok().header("Vary", "*").body(body);
            case "vary-accept" -> ResponseEntity.ok().header("Vary", "Accept").body(body);
            case "created" -> ResponseEntity.status(HttpStatus.CREATED).body(body);
            case "missing" -> throw new ResponseStatusException(HttpStatus.NOT_FOUND, body);
            case "broken" -> throw new IllegalStateException(body);
            case "large" -> ResponseEntity.ok(body + "x".repeat(40_000));
            case "tagged" -> ResponseEntity.ok().eTag("\"own\"").body(body);
            case "headers" ->
                    ResponseEntity.ok().header("X-Two", "1", "2").header("X-One", "ü").body(body);
            default -> ResponseEntity.ok(body);
        };
    }

    @GetMapping("/written")
    @CachedEndpoint(prefix = "written")
    void written(HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().print("größer " + runs.next("written"));
        response.flushBuffer();
    }

    @GetMapping("/around")
    @CachedEndpoint(prefix = "around")
    void around(HttpServletResponse response) throws IOException {
        ServletResponse own = response;
        while (own instanceof ServletResponseWrapper wrapper) {
            own = wrapper.getResponse();
        }
        own.setContentType("text/plain");
        own.getWriter().print("around " + runs.next("around"));
    }

    @GetMapping("/injected")
    @CachedEndpoint(prefix = "injected")
    void injected() throws IOException {
        injected.setContentType("text/plain");
        injected.getWriter().print("injected " + runs.next("injected"));
    }

    @GetMapping("/later")
    @CachedEndpoint(prefix = "later")
    CompletableFuture<String> later() {
        return CompletableFuture.supplyAsync(() -> "later " + runs.next("later"));
    }

    @GetMapping("/view")
    @CachedEndpoint(prefix = "view")
    org.springframework.web.servlet.ModelAndView view() {
        View view =
                (model, request, response) ->
                        response.getWriter().print("view " + runs.next("view"));
        return new org.springframework.web.servlet.ModelAndView(view);
    }

    @RequestMapping("/any")
    @CachedEndpoint(prefix = "any")
    String any(HttpServletRequest request) {
        return request.getMethod()
                + " if "
                + request.getHeader("If-Match")
                + " "
                + runs.next("any");
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
