package io.remanso.spring.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.spring.shop.Shop;
import io.remanso.spring.shop.ShopNode;
import io.remanso.testing.RedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** What an answer for everyone may depend on all the same, and so is in its key. */
class AnswerKeysTest {

    private static RedisServer redis;
    private static ShopNode node;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        node = ShopNode.over(redis, Application.class, "test.header=X-Branch");
    }

    @AfterAll
    static void stop() {
        node.close();
        redis.close();
    }

    @Configuration
    @Import({Shop.class, Places.class})
    static class Application {

        @Bean
        LocaleResolver localeResolver() {
            return new CookieLocaleResolver("place");
        }
    }

    @RestController
    static class Places {

        @GetMapping("/branch")
        @CachedEndpoint(prefix = "branch", audience = Audience.EVERYONE)
        String branch(@RequestHeader(name = "${test.header}", defaultValue = "none") String name) {
            return name;
        }

        @GetMapping("/zone")
        @CachedEndpoint(prefix = "zone", audience = Audience.EVERYONE)
        String zone(TimeZone zone) {
            return zone.getID();
        }

        @GetMapping("/link")
        @CachedEndpoint(prefix = "link", audience = Audience.EVERYONE)
        String link(jakarta.servlet.http.HttpServletRequest request) {
            return request.getRequestURL().toString();
        }

        @PostMapping("/save")
        RedirectView save(RedirectAttributes attributes) {
            attributes.addFlashAttribute("message", "saved");
            return new RedirectView("/saved");
        }

        @GetMapping("/saved")
        @CachedEndpoint(prefix = "saved", audience = Audience.EVERYONE)
        String saved(Model model) {
            return "message " + model.getAttribute("message");
        }
    }

    private static String status(HttpResponse<?> response) {
        return response.headers().firstValue("Cache-Status").orElse("none");
    }

    @Test
    void aHeaderThatAPropertyNamesIsSeenAndCounts() {
        assertThat(node.get("/branch", "X-Branch", "north").body()).isEqualTo("north");
        assertThat(node.get("/branch", "X-Branch", "south").body()).isEqualTo("south");
        assertThat(node.get("/branch").body()).isEqualTo("none");
        assertThat(status(node.get("/branch", "X-Branch", "north"))).contains("hit");
    }

    @Test
    void theTimeZoneOfTheCallerCounts() {
        assertThat(node.get("/zone", "Cookie", "place=en/Asia/Tokyo").body())
                .isEqualTo("Asia/Tokyo");
        assertThat(node.get("/zone", "Cookie", "place=en/Europe/Lisbon").body())
                .isEqualTo("Europe/Lisbon");
        assertThat(status(node.get("/zone", "Cookie", "place=en/Asia/Tokyo; other=1")))
                .contains("hit");
    }

    @Test
    void aKeptAnswerSaysItsAge() {
        HttpResponse<String> first = node.get("/zone?age");
        HttpResponse<String> again = node.get("/zone?age");

        assertThat(first.headers().firstValue("Age")).isEmpty();
        assertThat(again.headers().firstValueAsLong("Age").orElseThrow()).isBetween(0L, 60L);
    }

    @Test
    void whatWasLeftForOneCallerIsNotKept() {
        HttpResponse<String> saved = node.send("POST", "/save");
        String cookie = saved.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];

        HttpResponse<String> told = node.get("/saved", "Cookie", cookie);
        assertThat(told.body()).isEqualTo("message saved");
        assertThat(status(told)).isEqualTo("remanso; fwd=bypass; detail=session");
        assertThat(node.get("/saved").body()).isEqualTo("message null");
        assertThat(node.get("/saved", "Cookie", cookie).body()).isEqualTo("message null");
    }

    /** Links begin with the address that was asked for, not with that of the node. */
    @Test
    void anotherPortIsAnotherAnswer() throws IOException {
        String own = node.get("/link").body();

        assertThat(asked("shop.example:8443")).endsWith("http://shop.example:8443/link");
        assertThat(asked("shop.example:9443")).endsWith("http://shop.example:9443/link");
        assertThat(asked("shop.example")).endsWith("http://shop.example/link");
        assertThat(node.get("/link").body()).isEqualTo(own);
    }

    /**
     * The answer to a request that names this host, which the JDK's client does not let us name.
     */
    private static String asked(String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
            String request =
                    "GET /link HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readAllBytes();
            return new String(answer, StandardCharsets.US_ASCII).strip();
        }
    }
}
