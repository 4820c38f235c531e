package io.remanso.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisSettingsTest {

    @Test
    void nothingSetMeansTheDefaultsOfTheContract() {
        RedisSettings settings = RedisSettings.from(Map.of("REDIS_URL", " ", "REDIS_PORT", ""));
        assertThat(settings).isEqualTo(RedisSettings.defaults());
        assertThat(settings).hasToString(RedisSettings.DEFAULT_URL);
        assertThat(settings.maxConnections()).isEqualTo(50);
        assertThat(settings.socketTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.retryOnTimeout()).isTrue();
        assertThat(settings.tls()).isFalse();
        assertThat(settings.credentials().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "redis://db, redis://db:6379/0",
        "redis://db:7000/3, redis://db:7000/3",
        "redis://[::1]:7000/, redis://[::1]:7000/0",
        "rediss://app:s3cret@db/1, rediss://app:***@db:6379/1",
        "redis://:s3cret@db, redis://:***@db:6379/0",
        "redis://:s3@cr#e/t@db, redis://:***@db:6379/0",
        "'redis-sentinel://a,b:7000/2#main', 'redis-sentinel://a:26379,b:7000/2#main'",
        "'rediss-sentinel://u:p@a?sentinelMasterId=main&sentinelPassword=q',"
                + " 'rediss-sentinel://u:***@a:26379/0#main'",
        "'redis-cluster://a,b:7001', 'redis-cluster://a:6379,b:7001'",
        "'rediss-cluster://:p@a:7000,b:7001/0', 'rediss-cluster://:***@a:7000,b:7001'",
    })
    void aUrlIsReadAndShownWithoutItsPassword(String url, String shown) {
        assertThat(RedisSettings.of(url)).hasToString(shown);
    }

    @Test
    void userAndPasswordAreDecodedAndAPlusIsAPlus() {
        RedisCredentials credentials =
                RedisSettings.of("redis://a%3Ab:p%40ss+%C3%B3@db").credentials();
        assertThat(credentials.username()).isEqualTo("a:b");
        assertThat(credentials.password()).isEqualTo("p@ss+ó");
    }

    @Test
    void theSentinelsMayHaveAPasswordOfTheirOwn() {
        RedisSettings settings =
                RedisSettings.of(
                        "redis-sentinel://:one@a/0?sentinelUsername=w&sentinelPassword=t%26wo#m");
        assertThat(settings.credentials()).isEqualTo(new RedisCredentials(null, "one"));
        assertThat(settings.sentinelCredentials()).isEqualTo(new RedisCredentials("w", "t&wo"));
        assertThat(settings.topology())
                .isEqualTo(
                        new RedisTopology.Sentinel(List.of(new RedisAddress("a", 26_379)), "m", 0));
    }

    @Test
    void hostPortAndDatabaseCountWhenThereIsNoUrl() {
        RedisSettings settings =
                RedisSettings.from(
                        Map.of("REDIS_HOST", "db", "REDIS_PORT", "7000", "REDIS_DB", "2"));
        assertThat(settings).hasToString("redis://db:7000/2");
        assertThat(RedisSettings.from(Map.of("REDIS_DB", "2")))
                .hasToString("redis://localhost:6379/2");
        assertThat(RedisSettings.from(Map.of("REDIS_URL", "redis://other", "REDIS_HOST", "db")))
                .hasToString("redis://other:6379/0");
    }

    @Test
    void userAndPasswordCountWhenTheUrlHasNone() {
        Map<String, String> both = Map.of("REDIS_USERNAME", "app", "REDIS_PASSWORD", " p ");
        assertThat(RedisSettings.from(both).credentials())
                .isEqualTo(new RedisCredentials("app", " p "));
        assertThat(
                        RedisSettings.from(
                                        Map.of(
                                                "REDIS_URL", "redis://:mine@db",
                                                "REDIS_PASSWORD", "other"))
                                .credentials())
                .isEqualTo(new RedisCredentials(null, "mine"));
    }

    @Test
    void timeoutsAreSecondsWithFractions() {
        RedisSettings settings =
                RedisSettings.from(
                        Map.of(
                                "REDIS_SOCKET_TIMEOUT", "0.25",
                                "REDIS_SOCKET_CONNECT_TIMEOUT", "2",
                                "REDIS_RETRY_ON_TIMEOUT", "False"));
        assertThat(settings.socketTimeout()).isEqualTo(Duration.ofMillis(250));
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.retryOnTimeout()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "REDIS_PORT, 0, a whole number from 1 to 65535",
        "REDIS_PORT, 6379x, a whole number from 1 to 65535",
        "REDIS_DB, -1, a whole number from 0 to 65535",
        "REDIS_MAX_CONNECTIONS, 1, a whole number from 2 to 10000",
        "REDIS_SOCKET_TIMEOUT, 0, a number of seconds from 0.001 to 3600",
        "REDIS_SOCKET_CONNECT_TIMEOUT, 5s, a number of seconds from 0.001 to 3600",
        "REDIS_RETRY_ON_TIMEOUT, maybe, true or false",
        "REDIS_TLS_CA_FILE, /no/such.pem, the path of a readable PEM file",
        "REDIS_USERNAME, app, a user name together with REDIS_PASSWORD",
    })
    void aWrongValueIsOneLineWithSettingValueAndWhatIsAllowed(
            String setting, String value, String allowed) {
        assertThatThrownBy(() -> RedisSettings.from(Map.of(setting, value)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(setting + " is '" + value + "'; allowed is " + allowed)
                .extracting(e -> ((InvalidSettingException) e).setting())
                .isEqualTo(setting);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "user:canary@localhost",
                "http://:canary@db",
                "redis://:canary@",
                "redis://:canary@db:port",
                "redis://:canary@db:0",
                "redis://:canary@db/x",
                "redis://:canary@db,db2",
                "redis://canary@db",
                "redis://:canary",
                "redis://user:canary",
                "redis-sentinel://:canary@a,b",
                "redis-sentinel://a,b?sentinelPassword=canary",
                "redis-sentinel://a,b?sentinelPassword=canary&x=y#m",
                "redis-cluster://:canary@a/3",
                "redis-cluster://:canary@a,,b",
            })
    void aWrongUrlIsRefusedAndItsPasswordIsNotShown(String url) {
        assertThatThrownBy(() -> RedisSettings.of(url))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("REDIS_URL is '")
                .hasMessageContaining("redis-cluster://")
                .hasNoCause()
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("canary", "\n"));
    }

    @Test
    void theDeadlineCountsTheSecondTry() {
        RedisSettings settings = RedisSettings.defaults().withSocketTimeout(Duration.ofSeconds(2));
        assertThat(settings.deadline(false)).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.deadline(true)).isEqualTo(Duration.ofSeconds(4));
        assertThat(settings.withRetryOnTimeout(false).deadline(true))
                .isEqualTo(Duration.ofSeconds(2));
    }
}
