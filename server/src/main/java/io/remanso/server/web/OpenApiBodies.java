package io.remanso.server.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Objects;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** The bodies that handlers read and write by hand: files on their way in, and problems. */
final class OpenApiBodies implements OpenApiCustomizer {

    private static final String JSON = "application/json";
    private static final String SESSIONS = "/api/v1/sessions";

    @Override
    public void customise(OpenAPI api) {
        Operation create = path(api, SESSIONS).getPost();
        create.setRequestBody(file().content(withUpload(fileContent())));
        create.getResponses().remove("200");
        create.getResponses().addApiResponse("201", new ApiResponse().description("Created"));
        path(api, "/api/v1/uploads").getPost().setRequestBody(file());
        path(api, SESSIONS + "/{id}/data").getPut().setRequestBody(file());
        path(api, SESSIONS + "/{id}").getPatch().setRequestBody(patch());
        api.getComponents().addSchemas("Problem", problem());
        api.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .forEach(call -> call.getResponses().addApiResponse("default", refusal()));
    }

    private static PathItem path(OpenAPI api, String address) {
        return Objects.requireNonNull(api.getPaths().get(address), address);
    }

    private static RequestBody patch() {
        Schema<?> members =
                object().addProperty("filename", text()).addProperty("attributes", object());
        return new RequestBody()
                .required(true)
                .content(new Content().addMediaType(JSON, new MediaType().schema(members)));
    }

    private static RequestBody file() {
        return new RequestBody().required(true).content(fileContent());
    }

    private static Content fileContent() {
        Schema<?> bytes = text().format("binary");
        Schema<?> form = object().addProperty("file", bytes).addRequiredItem("file");
        return new Content()
                .addMediaType("multipart/form-data", new MediaType().schema(form))
                .addMediaType("text/csv", new MediaType().schema(bytes));
    }

    private static Content withUpload(Content content) {
        Schema<?> upload =
                object().addProperty("temp_id", text())
                        .addProperty("sheet", text())
                        .addProperty("options", object())
                        .addRequiredItem("temp_id");
        return content.addMediaType(JSON, new MediaType().schema(upload));
    }

    private static ApiResponse refusal() {
        Schema<?> reference = new JsonSchema().$ref("#/components/schemas/Problem");
        return new ApiResponse()
                .description("A refusal or failure")
                .content(
                        new Content()
                                .addMediaType(
                                        "application/problem+json",
                                        new MediaType().schema(reference)));
    }

    private static Schema<?> problem() {
        return object().addProperty("type", text())
                .addProperty("title", text())
                .addProperty("status", new JsonSchema().types(Set.of("integer")))
                .addProperty("detail", text())
                .addProperty("code", text());
    }

    private static Schema<?> object() {
        return new JsonSchema().types(Set.of("object"));
    }

    private static Schema<?> text() {
        return new JsonSchema().types(Set.of("string"));
    }
}
