package io.remanso.server.problems;

import io.remanso.tables.TableException;
import java.util.Collection;
import java.util.stream.Collectors;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.node.ArrayNode;

/** The problems of bodies that are no JSON, or JSON of another form than asked for. */
final class JsonProblems {

    private JsonProblems() {}

    static Problem of(HttpMessageNotReadableException e) {
        return switch (e.getCause()) {
            case null -> malformed("A JSON body is required, got none");
            case UnrecognizedPropertyException unknown ->
                    unknown.getKnownPropertyIds().isEmpty()
                            ? invalid(
                                    "This call takes no body; it has a member '%s'"
                                            .formatted(path(unknown)))
                            : invalid(
                                    "The body has no member '%s'; its members are: %s"
                                            .formatted(
                                                    path(unknown),
                                                    unknown.getKnownPropertyIds().stream()
                                                            .map(Object::toString)
                                                            .sorted()
                                                            .collect(Collectors.joining(", "))));
            case InvalidFormatException format ->
                    invalid(
                            "Member '%s' must be %s, got '%s'"
                                    .formatted(
                                            path(format),
                                            name(format.getTargetType()),
                                            format.getValue()));
            case ValueInstantiationException value
                    when value.getCause() instanceof TableException refusal ->
                    TableProblems.of(refusal);
            case MismatchedInputException mismatch -> invalid(mismatch(mismatch));
            case StreamConstraintsException bound -> tooMuch(bound);
            case StreamReadException syntax ->
                    malformed(
                            "The body must be JSON; at line %d, column %d it is not: %s"
                                    .formatted(
                                            syntax.getLocation().getLineNr(),
                                            syntax.getLocation().getColumnNr(),
                                            syntax.getOriginalMessage()));
            case JacksonException other -> malformed(other.getOriginalMessage());
            default -> malformed("The body cannot be read as JSON");
        };
    }

    /** Bounds of the reader, which stand in {@code application.properties}. */
    private static Problem tooMuch(StreamConstraintsException e) {
        String message = e.getOriginalMessage();
        return message.startsWith("Document length") || message.startsWith("Token count")
                ? Problem.of(
                        ProblemCode.UPLOAD_TOO_LARGE,
                        "A JSON body may have at most 32 MB and 5,000,000 values; send less at once")
                : malformed(
                        "A JSON body may be 500 levels deep, with numbers of at most 1,000 digits and short names; this one has more");
    }

    private static String mismatch(MismatchedInputException e) {
        String path = path(e);
        return path.isEmpty()
                ? "The body must be %s in JSON".formatted(name(e.getTargetType()))
                : "Member '%s' is required and must be %s".formatted(path, name(e.getTargetType()));
    }

    private static String name(Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        if (type == String.class) {
            return "text";
        }
        if (type == Integer.class
                || type == int.class
                || type == Long.class
                || type == long.class) {
            return "a whole number";
        }
        if (Collection.class.isAssignableFrom(type) || type == ArrayNode.class) {
            return "an array";
        }
        return "an object";
    }

    /** Where in the body: {@code columns.age[2]}. */
    private static String path(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    private static Problem invalid(String detail) {
        return Problem.of(ProblemCode.INVALID_PARAMETER, detail);
    }

    private static Problem malformed(String detail) {
        return Problem.of(ProblemCode.MALFORMED_JSON, detail);
    }
}
