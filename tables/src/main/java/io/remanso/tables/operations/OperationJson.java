package io.remanso.tables.operations;

import io.remanso.tables.InvalidParameterException;
import java.util.List;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON form of operations: {@code {"operation": NAME, …parameters}}. Reading what {@link
 * #write} wrote gives an equal operation.
 */
public final class OperationJson {

    private static final String OPERATION = "operation";

    /** Keeps decimal numbers exact and refuses a member that comes twice. */
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private OperationJson() {}

    /** The names of all operations. */
    public static List<String> names() {
        return List.copyOf(Operations.readers().keySet());
    }

    /**
     * @throws UnknownOperationException when there is no operation of this name
     * @throws InvalidParameterException when the text is no JSON object, or a parameter is missing,
     *     unknown or of the wrong type
     */
    public static Operation read(String json) {
        try {
            return read(JSON.readTree(json));
        } catch (JacksonException e) {
            throw new InvalidParameterException(
                    "An operation is a JSON object; this is not JSON: " + e.getOriginalMessage(),
                    e);
        }
    }

    /** As {@link #read(String)}, of JSON that was read already. */
    public static Operation read(JsonNode json) {
        if (!json.isObject()) {
            throw new InvalidParameterException(
                    "An operation is a JSON object {\"operation\": NAME, …}; got "
                            + Shown.json(json));
        }
        JsonNode name = json.get(OPERATION);
        if (name == null || !name.isString()) {
            throw new InvalidParameterException(
                    "Parameter 'operation' must be one of %s; got %s"
                            .formatted(
                                    String.join(", ", names()),
                                    name == null ? "nothing" : Shown.json(name)));
        }
        Function<Parameters, Operation> reader = Operations.readers().get(name.stringValue());
        if (reader == null) {
            throw new UnknownOperationException(name.stringValue(), names());
        }
        Parameters parameters = new Parameters(name.stringValue(), json);
        parameters.present(OPERATION);
        Operation operation = reader.apply(parameters);
        parameters.refuseOthers();
        return operation;
    }

    /** The operation with all its parameters, the defaults included. */
    public static ObjectNode write(Operation operation) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put(OPERATION, operation.name());
        operation.writeParameters(json);
        return json;
    }
}
