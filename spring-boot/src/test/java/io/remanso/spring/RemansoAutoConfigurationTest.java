package io.remanso.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.cache.Cache;
import io.remanso.cache.CacheService;
import io.remanso.cache.CacheSettings;
import io.remanso.cache.Caches;
import io.remanso.cache.codec.JsonCodec;
import io.remanso.redis.InvalidSettingException;
import io.remanso.redis.Redis;
import io.remanso.redis.RedisSettings;
import io.remanso.spring.settings.StartRefusedException;
import io.remanso.spring.shop.Shop;
import io.remanso.spring.shop.ShopNode;
import io.remanso.testing.Await;
import io.remanso.testing.RedisServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.support.NoOpCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.ClassUtils;

/** Which beans there are, and what a wrong setting says. */
class RemansoAutoConfigurationTest {

    private final ApplicationContextRunner bare =
            new ApplicationContextRunner()
                    .withConfiguration(
                            AutoConfigurations.of(
                                    auto("RemansoAutoConfiguration"),
                                    auto("cache.CacheManagerAutoConfiguration"),
                                    auto("endpoints.CachedEndpointAutoConfiguration"),
                                    auto("admin.CacheAdminAutoConfiguration"),
                                    auto("monitoring.MonitoringAutoConfiguration")));

    private final ApplicationContextRunner runner = bare.withUserConfiguration(Caching.class);

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class Caching {}

    private static Class<?> auto(String name) {
        return ClassUtils.resolveClassName("io.remanso.spring." + name, null);
    }

    private static String[] over(RedisServer redis, String... more) {
        String[] all = java.util.Arrays.copyOf(more, more.length + 2);
        all[more.length] = "REDIS_ENABLED=true";
        all[more.length + 1] = "REDIS_URL=" + redis.url();
        return all;
    }

    @Test
    void withNothingInstalledCachesLiveInTheProcess() {
        runner.run(context -> {
            assertThat(context).doesNotHaveBean(Redis.class);
            assertThat(context).hasSingleBean(Caches.class).hasSingleBean(CacheManager.class);
            CacheService service = context.getBean(CacheService.class);
            assertThat(service.set("a", "b")).isTrue();
            assertThat(service.get("a", String.class)).isEqualTo("b");
        });
    }

    @Test
    void overRedisEntriesHaveThePrefixAndTheDefaultTime() {
        try (RedisServer redis = RedisServer.start()) {
            runner.withPropertyValues(over(redis, "CACHE_PREFIX=gad", "REDIS_TTL_DEFAULT=77"))
                    .run(context -> {
                        set(context);
                        assertThat((Long) redis.call("TTL", "gad:k")).isBetween(1L, 77L);
                    });
            runner.withPropertyValues(over(redis, "remanso.cache-prefix=a-", "CACHE_PREFIX=b"))
                    .run(context -> {
                        set(context);
                        assertThat(redis.call("EXISTS", "a-k")).isEqualTo(1L);
                    });
            runner.withPropertyValues(over(redis, "spring.application.name=My shop!"))
                    .run(context -> {
                        set(context);
                        assertThat(redis.call("EXISTS", "My-shop-:k")).isEqualTo(1L);
                    });
            runner.withPropertyValues(over(redis))
                    .run(context -> {
                        set(context);
                        assertThat(redis.call("EXISTS", "remanso:k")).isEqualTo(1L);
                    });
            runner.withPropertyValues(over(redis, "STORAGE_BACKEND=inmemory"))
                    .run(context -> assertThat(context).doesNotHaveBean(Redis.class));
            runner.withPropertyValues("STORAGE_BACKEND=redis", "REDIS_URL=" + redis.url())
                    .run(context -> assertThat(context).hasSingleBean(Redis.class));
        }
    }

    private static void set(AssertableApplicationContext context) {
        Await.until("it is connected", context.getBean(Caches.class)::connected);
        assertThat(context.getBean(CacheService.class).set("k", 1)).isTrue();
    }

    @Test
    void closingEndsTheCachesBeforeRedis() {
        try (RedisServer redis = RedisServer.start()) {
            runner.withPropertyValues(over(redis))
                    .run(context -> {
                        set(context);
                        assertThat(clients(redis)).isGreaterThan(1);
                        context.close();
                        Await.until("the connections are gone", () -> clients(redis) == 1);
                    });
        }
    }

    private static long clients(RedisServer redis) {
        return Long.parseLong(redis.info("connected_clients"));
    }

    @Test
    void theApplicationsOwnBeansWin() {
        runner.withUserConfiguration(Own.class)
                .run(context -> {
                    assertThat(context).hasSingleBean(Caches.class);
                    assertThat(context).hasBean("ownCaches");
                    assertThat(context.getBean(CacheManager.class))
                            .isInstanceOf(NoOpCacheManager.class);
                });
        bare.run(context -> assertThat(context).doesNotHaveBean(CacheManager.class));
        bare.withUserConfiguration(Caching.class, Own.class)
                .withPropertyValues("spring.cache.type=simple")
                .run(context -> assertThat(context).hasSingleBean(CacheManager.class));
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {
        @Bean
        Caches ownCaches() {
            return Caches.inProcess();
        }

        @Bean
        CacheManager ownManager() {
            return new NoOpCacheManager();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"STORAGE_BACKEND=inmemory", "REDIS_ENABLED=false"})
    void whereRedisIsSwitchedOffOnesOwnIsNotUsed(String off) {
        try (RedisServer redis = RedisServer.start()) {
            ApplicationContextRunner own =
                    runner.withBean(
                            "ownRedis",
                            Redis.class,
                            () -> Redis.connect(RedisSettings.of(redis.url())));
            own.withPropertyValues(off)
                    .run(context -> {
                        assertThat(context).hasSingleBean(Redis.class);
                        assertThat(context.getBean(CacheService.class).set("k", 1)).isTrue();
                        assertThat(redis.call("EXISTS", "remanso:k")).isEqualTo(0L);
                        assertThat(context.getBean(HealthIndicator.class).health())
                                .isNotNull()
                                .extracting(
                                        Health::getDetails,
                                        InstanceOfAssertFactories.map(String.class, Object.class))
                                .containsEntry("redis", "disabled");
                    });
            own.run(context -> {
                set(context);
                assertThat(redis.call("EXISTS", "remanso:k")).isEqualTo(1L);
            });
        }
    }

    @Test
    void withoutRedisItsSettingsAreNotRead() {
        runner.withPropertyValues("REDIS_PORT=tcp://10.0.0.11:6379")
                .run(context -> assertThat(context).hasNotFailed());
        runner.withPropertyValues(
                        "REDIS_ENABLED=true",
                        "STORAGE_BACKEND=inmemory",
                        "REDIS_PORT=tcp://10.0.0.11:6379")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void anEmptySettingOfACacheCountsAsNotSet() {
        runner.withPropertyValues(
                        "remanso.caches.texts.type= ",
                        "remanso.caches.texts.ttl=",
                        "remanso.caches.texts.jitter=0.5")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    CacheSettings<String, String> settings = texts(context);
                    assertThat(settings.lifetime().ttl()).isEqualTo(Duration.ofHours(1));
                    assertThat(settings.lifetime().jitter()).isEqualTo(0.5);
                });
    }

    /** A variable has no dash; of two spellings that of the source with the last word counts. */
    @Test
    void aSettingOfACacheMayComeFromTheEnvironment() {
        runner.withPropertyValues("remanso.caches.texts.near-ttl=1m")
                .withInitializer(context ->
                        context.getEnvironment()
                                .getPropertySources()
                                .replace(
                                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                        new SystemEnvironmentPropertySource(
                                                StandardEnvironment
                                                        .SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                                Map.of(
                                                        "REMANSO_CACHES_TEXTS_NEAR_MAXIMUM_ENTRIES",
                                                        "7",
                                                        "REMANSO_CACHES_TEXTS_STALE_ON_ERROR",
                                                        "2h",
                                                        "REMANSO_CACHES_TEXTS_NEARTTL",
                                                        "3m"))))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    CacheSettings<String, String> settings = texts(context);
                    assertThat(settings.near().maximumEntries()).isEqualTo(7);
                    assertThat(settings.lifetime().staleOnError()).isEqualTo(Duration.ofHours(2));
                    assertThat(settings.near().ttl()).isEqualTo(Duration.ofMinutes(1));
                });
    }

    private static CacheSettings<String, String> texts(AssertableApplicationContext context) {
        return context.getBean(NamedCaches.class)
                .settings("texts", JsonCodec.of(String.class), builder -> {});
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void settingsOfACacheThatIsNotThereAreNamedAfterTheStart(CapturedOutput output) {
        try (ShopNode node =
                ShopNode.start(
                        Shop.class,
                        "remanso.caches.goods.ttl=1m",
                        "remanso.caches.stats.ttl=1m",
                        "remanso.caches.kept.type=java.lang.String",
                        "remanso.caches.good.ttl=1m",
                        "remanso.caches.empty.ttl=",
                        "remanso.caches.stat.ttl=1m")) {
            assertThat(node.bean(Caches.class).all()).isNotEmpty();
        }
        assertThat(output.getOut().lines().filter(line -> line.contains("remanso.caches")))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains(" WARN ")
                .endsWith(
                        "Settings under remanso.caches have no effect: there is no cache and no cached endpoint named 'good', 'stat'");
    }

    @Test
    void withoutTheLibrariesThePartsThatNeedThemAreLeftOut() {
        runner.withClassLoader(
                        new FilteredClassLoader(
                                "org.springframework.web",
                                "org.springframework.boot.health",
                                "org.springframework.security",
                                "org.apache.catalina",
                                "jakarta.servlet",
                                "io.micrometer.core"))
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(Caches.class);
                    assertThat(context.getBeanDefinitionNames())
                            .doesNotContain(
                                    "remansoHandlerAdapter",
                                    "remansoCacheAdmin",
                                    "remansoHealthIndicator",
                                    "remansoCacheMetrics");
                });
    }

    @Test
    void propertiesHaveTheLastWordOnACacheAndCustomizersThatBefore() {
        runner.withUserConfiguration(Customized.class)
                .withPropertyValues(
                        "remanso.caches.texts.type=java.lang.String",
                        "remanso.caches.texts.ttl=90s",
                        "remanso.caches.texts.jitter=0.5",
                        "remanso.caches.texts.idle=5m",
                        "remanso.caches.texts.nearMaximumEntries=7",
                        "remanso.caches.texts.STALE_WHILE_REVALIDATE=1m",
                        "remanso.caches.texts.stale-on-error=1h",
                        "remanso.caches.texts.negative-ttl=0s",
                        "remanso.caches.texts.tiers=near",
                        "remanso.caches.texts.compression=zstd",
                        "remanso.caches.texts.tags=a, b",
                        "remanso.caches.texts.schema-version=3")
                .run(context -> {
                    CacheSettings<String, String> settings =
                            context.getBean(NamedCaches.class)
                                    .settings(
                                            "texts",
                                            io.remanso.cache.codec.JsonCodec.of(String.class),
                                            builder -> {});
                    assertThat(settings.lifetime().ttl()).isEqualTo(Duration.ofSeconds(90));
                    assertThat(settings.lifetime().jitter()).isEqualTo(0.5);
                    assertThat(settings.lifetime().idle()).isEqualTo(Duration.ofMinutes(5));
                    assertThat(settings.lifetime().negativeTtl()).isZero();
                    assertThat(settings.lifetime().staleWhileRevalidate())
                            .isEqualTo(Duration.ofMinutes(1));
                    assertThat(settings.lifetime().staleOnError()).isEqualTo(Duration.ofHours(1));
                    assertThat(settings.near().maximumEntries()).isEqualTo(7);
                    assertThat(settings.tiers()).isEqualTo(io.remanso.cache.Tiers.NEAR);
                    assertThat(settings.tags().apply("k", "v")).isEqualTo(Set.of("a", "b"));
                    assertThat(settings.schemaVersion()).isEqualTo(3);
                    assertThat(settings.loading().leaseTime()).isEqualTo(Duration.ofSeconds(9));
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class Customized {
        @Bean
        CacheCustomizer customizer() {
            return (name, settings) ->
                    settings.leaseTime(Duration.ofSeconds(9)).ttl(Duration.ofSeconds(1));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "REDIS_ENABLED=maybe | REDIS_ENABLED must be true or false, got 'maybe'",
                "remanso.redis-enabled=maybe | REDIS_ENABLED must be true or false, got 'maybe'",
                "STORAGE_BACKEND=disk | STORAGE_BACKEND must be one of redis, inmemory, got 'disk'",
                "REDIS_TTL_DEFAULT=0 | REDIS_TTL_DEFAULT must be a whole number from 1 to 31622400, got '0'",
                "CACHE_PREFIX=a{b | CACHE_PREFIX must be of visible ASCII without {}*?[]\\%,, got 'a{b'",
                "REDIS_ENABLED=true,REDIS_PORT=x | REDIS_PORT is 'x'; allowed is a whole number from 1 to 65535",
                "REDIS_ENABLED=true,REDIS_URL=http://u:secret@x | REDIS_URL is 'http://u:***@x'; allowed is",
                "remanso.caches.a.ttl=soon | remanso.caches.a.ttl must be a time above zero such as 90s, 10m or 1h, got 'soon'",
                "remanso.caches.a.ttl=0s | remanso.caches.a.ttl must be a time above zero such as 90s, 10m or 1h, got '0s'",
                "remanso.caches.a.jitter=2 | remanso.caches.a.jitter must be a number from 0 to 1, got '2'",
                "remanso.caches.a.tiers=all | remanso.caches.a.tiers must be one of near, far, both, got 'all'",
                "remanso.caches.a.schema-version=-1 | remanso.caches.a.schema-version must be a whole number from 0, got '-1'",
                "remanso.caches.a.tll=1m | remanso.caches.a.tll must be a setting of a cache, one of compression, error-throttle, hard-timeout, idle",
                "remanso.caches.a.type=no.Such | remanso.caches.a.type must be a type that is there, such as com.shop.User or java.util.List<com.shop.User>, got 'no.Such'"
            })
    void aWrongValueStopsTheStartWithOneLine(String properties, String line) {
        runner.withPropertyValues(properties.split(",", -1))
                .run(context -> failure(context).hasMessageStartingWith(line));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> failure(
            AssertableApplicationContext context) {
        assertThat(context).hasFailed();
        Throwable cause = context.getStartupFailure();
        while (cause != null
                && !(cause instanceof StartRefusedException)
                && !(cause instanceof InvalidSettingException)) {
            cause = cause.getCause();
        }
        return assertThat(cause).isNotNull();
    }

    @Test
    void withoutAFallbackAnAbsentRedisStopsTheStart() {
        RedisServer gone = RedisServer.start();
        gone.close();
        runner.withPropertyValues(
                        over(
                                gone,
                                "STORAGE_FALLBACK_TO_MEMORY=false",
                                "REDIS_SOCKET_CONNECT_TIMEOUT=0.2"))
                .run(context ->
                        failure(context)
                                .hasMessageStartingWith(
                                        "Redis must answer while STORAGE_FALLBACK_TO_MEMORY is false; redis://127.0.0.1:"));
    }

    @Test
    void methodsThatDoNotSayOneTypeAreRefused() {
        runner.withUserConfiguration(TwoTypes.class)
                .run(context ->
                        failure(context)
                                .hasMessage(
                                        "The values of cache 'mixed' must have one type, got java.lang.Integer of TwoTypes.number and java.lang.String of TwoTypes.text; give each type a cache of its own, or set remanso.caches.mixed.type"));
        runner.withUserConfiguration(AnyType.class)
                .run(context ->
                        failure(context)
                                .hasMessage(
                                        "The type of the values of cache 'any' must be known, got java.lang.Object of AnyType.any; set remanso.caches.any.type"));
        runner.withUserConfiguration(AnyType.class)
                .withPropertyValues("remanso.caches.any.type=java.lang.String")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(Caches.class).all())
                            .extracting(Cache::name)
                            .contains("any");
                });
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class TwoTypes {
        @Cacheable("mixed")
        public String text(int id) {
            return "" + id;
        }

        @Cacheable("mixed")
        public int number(int id) {
            return id;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class AnyType {
        @Cacheable("any")
        public Object any(int id) {
            return id;
        }
    }

    @Test
    void anApplicationSaysInOneLineWhyItDoesNotStart() {
        PrintStream console = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, UTF_8));
        try {
            assertThatThrownBy(() -> ShopNode.start(Shop.class, "remanso.caches.goods.ttl=soon"))
                    .isInstanceOf(RuntimeException.class);
        } finally {
            System.setErr(console);
        }
        assertThat(said.toString(UTF_8))
                .isEqualTo(
                        "Remanso does not start: remanso.caches.goods.ttl must be a time above zero such as 90s, 10m or 1h, got 'soon'"
                                + System.lineSeparator());
    }
}
