package io.remanso.spring.cache;

import io.remanso.spring.NamedCaches;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.cache.CacheManager;
import org.springframework.cache.interceptor.CacheAspectSupport;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Spring's cache manager, where the application has switched caching on and has none and {@code
 * spring.cache.type} asks for no other.
 */
@AutoConfiguration(
        afterName = {
            "io.remanso.spring.RemansoAutoConfiguration",
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration"
        },
        beforeName = "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration")
@ConditionalOnBean({NamedCaches.class, CacheAspectSupport.class})
@ConditionalOnMissingBean(value = CacheManager.class, name = "cacheResolver")
@ConditionalOnProperty(name = "spring.cache.type", matchIfMissing = true, havingValue = "remanso")
class CacheManagerAutoConfiguration {

    /**
     * The application's own mapper decides names, forms and unknown properties; but times keep
     * their offset and zone, so that what comes back is equal to what was written.
     */
    @Bean
    RemansoCacheManager cacheManager(
            NamedCaches caches,
            ConfigurableListableBeanFactory beans,
            ObjectProvider<JsonMapper> mappers) {
        JsonMapper json =
                mappers.getIfUnique(JsonMapper::shared)
                        .rebuild()
                        .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                        .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
                        .build();
        return new RemansoCacheManager(
                caches,
                new ValueCodecs(caches, new DeclaredTypes(beans, json.getTypeFactory()), json));
    }
}
