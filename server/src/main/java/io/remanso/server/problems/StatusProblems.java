package io.remanso.server.problems;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;

/** The problems of refusals that are known by their status alone. */
final class StatusProblems {

    private StatusProblems() {}

    /**
     * @param cause what Spring refused the request with; null when the container did
     */
    static Problem of(int status, @Nullable Exception cause) {
        return switch (cause) {
            case MissingServletRequestParameterException missing ->
                    Problem.of(
                            ProblemCode.INVALID_PARAMETER,
                            "Parameter '%s' is required, got none"
                                    .formatted(missing.getParameterName()));
            case HttpRequestMethodNotSupportedException method ->
                    Problem.of(
                            ProblemCode.METHOD_NOT_ALLOWED,
                            "This resource does not answer %s; it answers %s"
                                    .formatted(
                                            method.getMethod(),
                                            method.getSupportedMethods() == null
                                                    ? "nothing"
                                                    : String.join(
                                                            ", ", method.getSupportedMethods())));
            case HttpMediaTypeException type ->
                    Problem.of(
                            ProblemCode.ofStatus(status),
                            "This resource does not read or write that media type; it knows "
                                    + type.getSupportedMediaTypes().stream()
                                            .map(Object::toString)
                                            .collect(Collectors.joining(", ")));
            case null, default -> Problem.of(ProblemCode.ofStatus(status), plain(status));
        };
    }

    private static String plain(int status) {
        return switch (status) {
            case 404 -> "There is nothing at this address; see /swagger-ui for what there is";
            case 405 -> "This resource does not answer that method";
            case 406 -> "The resource has no form that the request accepts";
            case 413 -> "The request is larger than the server takes";
            case 414, 431 -> "The request line and headers are longer than the server takes";
            case 415 -> "The resource does not read this media type";
            case 503 -> "The server is starting or stopping; try again shortly";
            default ->
                    status < 500
                            ? "The request is not well-formed HTTP for this server"
                            : Unexpected.DETAIL;
        };
    }
}
