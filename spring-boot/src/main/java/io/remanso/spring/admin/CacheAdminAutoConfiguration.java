package io.remanso.spring.admin;

import io.remanso.cache.CacheService;
import io.remanso.cache.Caches;
import io.remanso.redis.Redis;
import io.remanso.spring.settings.SettingsSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.web.servlet.DispatcherServlet;

/** The calls of the administrator, unless {@code CACHE_ADMIN_ENABLED} is false. */
@AutoConfiguration(afterName = "io.remanso.spring.RemansoAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
@ConditionalOnBean({Caches.class, CacheService.class})
@Conditional(CacheAdminAutoConfiguration.Wanted.class)
class CacheAdminAutoConfiguration {

    @Bean
    CacheAdmin remansoCacheAdmin(
            Caches caches, CacheService service, @Nullable Redis redis, Environment environment) {
        SettingsSource settings = new SettingsSource(environment);
        return new CacheAdmin(
                caches,
                service,
                new MemoryFigure(caches, service, settings.redisRefused() ? null : redis),
                new Admission(settings.text("CACHE_ADMIN_ROLE", "admin")));
    }

    /** What Tomcat needs to know. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory")
    static class OnTomcat {

        @Bean
        EncodedSlashes remansoEncodedSlashes() {
            return new EncodedSlashes();
        }
    }

    /** Whether the settings ask for the calls. */
    static final class Wanted extends SpringBootCondition {
        @Override
        public ConditionOutcome getMatchOutcome(
                ConditionContext context, AnnotatedTypeMetadata metadata) {
            boolean wanted =
                    new SettingsSource(context.getEnvironment()).flag("CACHE_ADMIN_ENABLED", true);
            return new ConditionOutcome(
                    wanted,
                    ConditionMessage.forCondition("Remanso's calls for administrators")
                            .because("CACHE_ADMIN_ENABLED is " + wanted));
        }
    }
}
