package io.remanso.server.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The head of the OpenAPI document; the calls describe themselves. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(
                        new Info()
                                .title("Remanso")
                                .version("v1")
                                .description(
                                        "Dataset sessions: upload a table, clean it, look back, undo, export."
                                                + " Every error is application/problem+json with a stable member 'code'."));
    }
}
