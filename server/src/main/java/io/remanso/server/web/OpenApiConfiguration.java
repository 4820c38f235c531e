package io.remanso.server.web;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.JsonSchema;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document: the calls describe themselves, this says what their code does not. */
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

    /** Names of members as they are sent, in snake_case; trees of JSON as what they hold. */
    @Bean
    ModelResolver modelResolver() {
        JsonSchema object = new JsonSchema();
        object.setTypes(Set.of("object"));
        JsonSchema array = new JsonSchema();
        array.setTypes(Set.of("array"));
        array.setItems(object);
        SpringDocUtils.getConfig()
                .replaceWithSchema(JsonNode.class, object)
                .replaceWithSchema(ObjectNode.class, object)
                .replaceWithSchema(ArrayNode.class, array);
        return new ModelResolver(
                        Json31.mapper()
                                .copy()
                                .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE))
                .openapi31(true);
    }

    @Bean
    OpenApiCustomizer bodies() {
        return new OpenApiBodies();
    }
}
