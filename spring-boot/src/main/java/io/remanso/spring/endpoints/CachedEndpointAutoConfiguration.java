package io.remanso.spring.endpoints;

import io.remanso.spring.NamedCaches;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** {@link CachedEndpoint} in an application with Spring MVC. */
@AutoConfiguration(
        afterName = {
            "io.remanso.spring.RemansoAutoConfiguration",
            "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
@ConditionalOnBean(type = "io.remanso.spring.NamedCaches", name = "requestMappingHandlerAdapter")
class CachedEndpointAutoConfiguration {

    @Bean
    EndpointRules remansoEndpointRules(
            NamedCaches caches,
            Environment environment,
            ObjectProvider<RequestMappingInfoHandlerMapping> mappings) {
        return new EndpointRules(caches, environment, mappings);
    }

    @Bean
    CachingHandlerAdapter remansoHandlerAdapter(
            @Qualifier("requestMappingHandlerAdapter") RequestMappingHandlerAdapter adapter,
            EndpointRules rules,
            Environment environment) {
        return new CachingHandlerAdapter(adapter, rules, EndpointSettings.read(environment));
    }
}
