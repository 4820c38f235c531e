package io.remanso.spring;

import io.remanso.cache.CacheService;
import io.remanso.cache.Caches;
import io.remanso.redis.Redis;
import io.remanso.redis.RedisUnavailableException;
import io.remanso.spring.settings.SettingsSource;
import io.remanso.spring.settings.StartRefusedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * The caches of the application, over Redis when it is switched on, else in this process alone.
 * Each bean gives way to one of the application's own. They are closed in the reverse order.
 */
@AutoConfiguration
class RemansoAutoConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(RemansoAutoConfiguration.class);

    @Bean
    @ConditionalOnMissingBean
    RemansoSettings remansoSettings(Environment environment) {
        return RemansoSettings.read(environment);
    }

    @Bean("remansoRedis")
    @ConditionalOnMissingBean
    @Conditional(RedisWanted.class)
    Redis redis(RemansoSettings settings) {
        if (settings.fallbackToMemory()) {
            return Redis.open(settings.redis());
        }
        try {
            return Redis.connect(settings.redis());
        } catch (RedisUnavailableException e) {
            throw new StartRefusedException(
                    "Redis must answer while STORAGE_FALLBACK_TO_MEMORY is false; "
                            + e.getMessage(),
                    e);
        }
    }

    @Bean("remansoCaches")
    @ConditionalOnMissingBean
    Caches caches(RemansoSettings settings, @Nullable Redis redis) {
        if (redis == null || settings.redisRefused()) {
            LOG.info("Caches live in this process alone; REDIS_ENABLED=true shares them");
            return Caches.inProcess();
        }
        LOG.info("Caches live in {}, their keys begin with '{}'", redis, settings.cachePrefix());
        return Caches.over(redis, settings.cachePrefix());
    }

    @Bean("remansoCacheService")
    @ConditionalOnMissingBean
    CacheService cacheService(Caches caches, RemansoSettings settings) {
        return caches.service(settings.cacheTtl());
    }

    @Bean("remansoNamedCaches")
    @ConditionalOnMissingBean
    NamedCaches namedCaches(
            Caches caches,
            RemansoSettings settings,
            ObjectProvider<CacheCustomizer> customizers,
            Environment environment) {
        return new NamedCaches(
                caches,
                settings.cacheTtl(),
                customizers.orderedStream().toList(),
                CacheProperties.read(environment));
    }

    /** Whether the settings ask for Redis. */
    static final class RedisWanted extends SpringBootCondition {
        @Override
        public ConditionOutcome getMatchOutcome(
                ConditionContext context, AnnotatedTypeMetadata metadata) {
            boolean wanted = new SettingsSource(context.getEnvironment()).redisWanted();
            return new ConditionOutcome(
                    wanted,
                    ConditionMessage.forCondition("Remanso over Redis")
                            .because(wanted ? "it is switched on" : "REDIS_ENABLED is false"));
        }
    }
}
