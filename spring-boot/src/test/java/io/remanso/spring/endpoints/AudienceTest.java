package io.remanso.spring.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.spring.shop.Shop;
import io.remanso.spring.shop.ShopNode;
import io.remanso.testing.RedisServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nobody gets what was made for another, however alike the requests look. */
class AudienceTest {

    private static RedisServer redis;
    private static ShopNode one;
    private static ShopNode two;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        one = ShopNode.over(redis, Shop.class);
        two = ShopNode.over(redis, Shop.class);
    }

    @AfterAll
    static void stop() {
        two.close();
        one.close();
        redis.close();
    }

    private static String status(HttpResponse<?> response) {
        return response.headers().firstValue("Cache-Status").orElse("none");
    }

    /** Each pair of requests differs in one thing that may tell callers apart. */
    @Test
    void whateverTellsCallersApartTellsTheirAnswersApart() {
        List<String[]> callers =
                List.of(
                        new String[] {},
                        new String[] {"X-Request-Id", "ada"},
                        new String[] {"X-Request-Id", "bo"},
                        new String[] {"X-Request-Id", ""},
                        new String[] {"Authorization", "Bearer ada"},
                        new String[] {"Authorization", "Bearer bo"},
                        new String[] {"Authorization", "bearer ada"},
                        new String[] {"Cookie", "session=ada"},
                        new String[] {"Cookie", "session=bo"},
                        new String[] {"Cookie", "session=ada; other=1"},
                        new String[] {"X-Tenant", "ada"},
                        new String[] {"X-Tenant", "bo"},
                        new String[] {"X-Api-Key", "ada"},
                        new String[] {"Api-Key", "ada"},
                        new String[] {"Baggage", "user=ada"},
                        new String[] {"X-Request-Id", "ada", "X-Tenant", "ada"},
                        new String[] {"Authorization", "Bearer ada", "X-Tenant", "ada"},
                        new String[] {"Authorization", "Bearer ada", "Cookie", "session=ada"});
        List<String> bodies = new ArrayList<>();
        for (String[] caller : callers) {
            HttpResponse<String> first = one.get("/mine?a=1&b=2", caller);
            assertThat(status(first)).as(String.join(" ", caller)).contains("stored");
            bodies.add(first.body());
        }
        assertThat(bodies).doesNotHaveDuplicates();
        for (int i = 0; i < callers.size(); i++) {
            HttpResponse<String> again = two.get("/mine?b=2&a=1", callers.get(i));
            assertThat(status(again)).as(String.join(" ", callers.get(i))).contains("hit");
            assertThat(again.body()).isEqualTo(bodies.get(i));
        }
    }

    @Test
    void aParameterCannotPassForAHeaderNorTwoValuesForOne() {
        List<String> paths =
                List.of(
                        "/mine?x-tenant=ada",
                        "/mine?x-tenant=ada&x-tenant=bo",
                        "/mine?x-tenant=ada%00bo",
                        "/mine?x-tenant=ada,bo",
                        "/mine?x-tenantada=",
                        "/mine?x-tenant=&ada=",
                        "/mine?principal=ada",
                        "/mine");
        List<String> bodies = paths.stream().map(path -> one.get(path).body()).toList();
        assertThat(bodies).doesNotHaveDuplicates();
        assertThat(one.get("/mine", "X-Tenant", "ada").body()).isNotIn(bodies);
    }

    @Test
    void anotherHostIsAnotherAnswerButWhatSaysNothingIsNot() {
        String body = one.get("/mine?host").body();
        assertThat(two.get("/mine?host", "User-Agent", "other", "Referer", "http://x/").body())
                .isEqualTo(body);
        assertThat(one.get("/mine?host", "X-Forwarded-Host", "evil").body()).isNotEqualTo(body);
        assertThat(one.get("/mine?host", "Accept-Language", "es").body()).isNotEqualTo(body);
    }

    @Test
    void aSessionWithAttributesOfItsOwnIsNotCached() {
        HttpResponse<String> signedIn = one.get("/basket?login=ada");
        assertThat(status(signedIn)).doesNotContain("stored");
        String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];

        assertThat(one.get("/basket", "Cookie", cookie).body()).isEqualTo("basket of ada");
        // the same session, now of another
        one.get("/basket?login=bo", "Cookie", cookie);
        HttpResponse<String> other = one.get("/basket", "Cookie", cookie);
        assertThat(other.body()).isEqualTo("basket of bo");
        assertThat(status(other)).isEqualTo("remanso; fwd=bypass; detail=session");
    }

    @Test
    void anAnswerThatChangesTheSessionIsNotKept() {
        HttpResponse<String> first = one.get("/basket");
        String cookie = first.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        HttpResponse<String> signedIn = one.get("/basket?login=ada", "Cookie", cookie);
        assertThat(signedIn.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(signedIn.body()).isEqualTo("basket of ada");
        assertThat(status(signedIn)).isEqualTo("remanso; fwd=miss; detail=not-storable");
    }

    @Test
    void thePrincipalAloneIsEnoughWhereTheHandlerSaysSo() {
        String ada = one.get("/profile", "X-Request-Id", "ada", "Authorization", "old").body();
        HttpResponse<String> again =
                two.get("/profile", "X-Request-Id", "ada", "Authorization", "new");
        assertThat(again.body()).isEqualTo(ada);
        assertThat(status(again)).contains("hit");
        assertThat(one.get("/profile", "X-Request-Id", "bo").body()).contains("bo");

        String user = one.get("/profile", "X-Request-Id", "ada/user").body();
        assertThat(one.get("/profile", "X-Request-Id", "ada/admin").body()).isNotEqualTo(user);
        assertThat(two.get("/profile", "X-Request-Id", "ada/user").body()).isEqualTo(user);

        HttpResponse<String> nobody = one.get("/profile");
        assertThat(status(nobody)).isEqualTo("remanso; fwd=bypass; detail=no-principal");
        assertThat(one.get("/profile").body()).isNotEqualTo(nobody.body()).contains("nobody");
    }

    /** What is not in the key cannot get into an answer that others are given. */
    @Test
    void aHandlerForEveryoneDoesNotSeeItsCaller() {
        String body =
                one.get(
                                "/bound?page=1",
                                "Region",
                                "mars",
                                "Authorization",
                                "Bearer ada",
                                "X-Tenant",
                                "ada",
                                "Cookie",
                                "session=ada")
                        .body();

        assertThat(body)
                .isEqualTo(
                        "{\"authorization\":\"null\",\"cookies\":0,\"page\":\"1\",\"region\":\"null\",\"run\":1,\"tenant\":\"null\",\"user\":\"null\"}");
        assertThat(two.get("/bound?page=1", "Region", "venus").body()).isEqualTo(body);
        assertThat(two.get("/bound?page=1&region=venus").body()).contains("venus");
    }

    @Test
    void everyoneSharesWhatDependsOnNothingElse() {
        String body = one.get("/news", "X-Request-Id", "ada", "Cookie", "session=ada").body();
        assertThat(two.get("/news?utm=1", "Authorization", "Bearer bo").body()).isEqualTo(body);
        assertThat(one.get("/news?page=2").body()).isNotEqualTo(body);
        assertThat(one.get("/news", "X-Region", "sur").body()).contains("sur");
        assertThat(one.get("/news", "X-Edition", "late").body()).contains("late");
        assertThat(one.get("/news", "Cookie", "theme=dark; session=x").body()).contains("dark");
        assertThat(two.get("/news", "Cookie", "session=y; theme=dark").body()).contains("dark");
    }
}
