package io.remanso.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;

/** Where the settings say that caches are. */
class PlaceTest {

    private static Place place(String uri, String... namesAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return Place.of(URI.create(uri), properties);
    }

    private static String redis(Place place) {
        return Objects.requireNonNull(place.redis()).toString();
    }

    @Test
    void withoutSettingsItIsThisProcess() {
        assertThat(place("remanso:default").redis()).isNull();
        assertThat(place("file:///any.xml").redis()).isNull();
        assertThat(place("remanso:default", "REDIS_URL", "redis://db/1").redis()).isNull();
    }

    @Test
    void aRedisUriIsThatRedis() {
        assertThat(redis(place("redis://db:7000/3"))).isEqualTo("redis://db:7000/3");
        assertThat(redis(place("rediss://db"))).isEqualTo("rediss://db:6379/0");
        assertThat(redis(place("redis-sentinel://a:1,b:2/0#main")))
                .isEqualTo("redis-sentinel://a:1,b:2/0#main");
        assertThat(redis(place("redis-cluster://a:1,b:2"))).isEqualTo("redis-cluster://a:1,b:2");
        assertThat(redis(place("redis://db", "REDIS_URL", "redis://other")))
                .isEqualTo("redis://db:6379/0");
    }

    @Test
    void theSettingsOfTheContractAreRead() {
        Place place =
                place(
                        "remanso:default",
                        "REDIS_ENABLED",
                        "true",
                        "REDIS_HOST",
                        "db",
                        "CACHE_PREFIX",
                        "shop:",
                        "REDIS_TTL_DEFAULT",
                        "600",
                        "REDIS_SOCKET_TIMEOUT",
                        "2");

        assertThat(redis(place)).isEqualTo("redis://db:6379/0");
        assertThat(place.prefix()).isEqualTo("shop:");
        assertThat(place.eternal()).isEqualTo(Duration.ofMinutes(10));
        assertThat(place.limit()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void whatIsNotSaidIsAsDocumented() {
        Place place = place("redis://db");

        assertThat(place.prefix()).isEqualTo("jcache:");
        assertThat(place.eternal()).isEqualTo(Duration.ofDays(30));
        assertThat(place.limit()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aWrongValueIsRefusedInOneLine() {
        assertThatThrownBy(() -> place("remanso:default", "REDIS_ENABLED", "yes"))
                .isInstanceOf(CacheException.class)
                .hasMessage("REDIS_ENABLED must be true or false, got 'yes'");
        assertThatThrownBy(() -> place("redis://db", "REDIS_TTL_DEFAULT", "0"))
                .isInstanceOf(CacheException.class)
                .hasMessage(
                        "REDIS_TTL_DEFAULT must be a number of seconds from 1 to 3153600000, got '0'");
        assertThatThrownBy(() -> place("redis://u:secret@db:x"))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("REDIS_URL")
                .hasMessageNotContaining("secret");
    }
}
