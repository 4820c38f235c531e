package io.remanso.spring.monitoring;

import io.micrometer.core.instrument.MeterRegistry;
import io.remanso.cache.Caches;
import io.remanso.redis.Redis;
import io.remanso.spring.RemansoSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health and metrics, each where the application has the library for it. */
@AutoConfiguration(afterName = "io.remanso.spring.RemansoAutoConfiguration")
@ConditionalOnBean({Caches.class, RemansoSettings.class})
class MonitoringAutoConfiguration {

    /** For Spring Boot's health checks. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
    static class OnHealth {

        @Bean
        @ConditionalOnMissingBean(name = "remansoHealthIndicator")
        @ConditionalOnEnabledHealthIndicator("remanso")
        HealthIndicator remansoHealthIndicator(
                Caches caches, @Nullable Redis redis, RemansoSettings settings) {
            return new CacheHealth(
                    caches, settings.redisRefused() ? null : redis, settings.cachePrefix());
        }
    }

    /** For Micrometer. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    static class OnMicrometer {

        @Bean
        @ConditionalOnMissingBean
        CacheMetrics remansoCacheMetrics(Caches caches) {
            return new CacheMetrics(caches);
        }
    }
}
