package io.remanso.server.problems;

import io.remanso.tables.TableException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * The one place where exceptions become answers. An answer that has begun already cannot become a
 * problem: its exception is thrown on, so that the connection breaks and nobody takes half a file
 * for a whole one.
 */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final HttpHeaders NO_HEADERS = new HttpHeaders();

    @ExceptionHandler(RequestRefusedException.class)
    @Nullable ResponseEntity<Object> refused(
            RequestRefusedException e, HttpServletResponse response) {
        return answer(e, e.problem(), NO_HEADERS, response);
    }

    @ExceptionHandler(TableException.class)
    @Nullable ResponseEntity<Object> refused(TableException e, HttpServletResponse response) {
        return answer(e, TableProblems.of(e), NO_HEADERS, response);
    }

    @ExceptionHandler({IOException.class, UncheckedIOException.class})
    @Nullable ResponseEntity<Object> failed(Exception e, HttpServletResponse response) {
        return answer(e, IoProblems.of(e), NO_HEADERS, response);
    }

    @ExceptionHandler(MultipartException.class)
    @Nullable ResponseEntity<Object> multipart(MultipartException e, HttpServletResponse response) {
        return answer(e, IoProblems.ofMultipart(e), NO_HEADERS, response);
    }

    @ExceptionHandler(Throwable.class)
    @Nullable ResponseEntity<Object> unexpected(Throwable e, HttpServletResponse response) {
        return answer(e, Unexpected.problem(e), NO_HEADERS, response);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return answer(e, JsonProblems.of(e), headers, response(request));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return answer(e, mismatch(e), headers, response(request));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMaxUploadSizeExceededException(
            MaxUploadSizeExceededException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return answer(e, IoProblems.ofMultipart(e), headers, response(request));
    }

    /** What is left: refusals of Spring's own, known by their status. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        Problem problem =
                status.is5xxServerError()
                        ? Unexpected.problem(e)
                        : StatusProblems.of(status.value(), e);
        return answer(e, problem, headers, response(request));
    }

    private static @Nullable ResponseEntity<Object> answer(
            Throwable e, Problem problem, HttpHeaders headers, HttpServletResponse response) {
        if (response.isCommitted()) {
            if (IoProblems.isClientGone(e)) {
                return null;
            }
            throw new AnswerBrokenException(e);
        }
        response.reset();
        return problem.answer(target -> target.addAll(headers));
    }

    private static Problem mismatch(TypeMismatchException e) {
        String name =
                e instanceof MethodArgumentTypeMismatchException argument
                        ? argument.getName()
                        : Objects.requireNonNullElse(e.getPropertyName(), "a parameter");
        String type =
                Optional.ofNullable(e.getRequiredType()).map(Class::getSimpleName).orElse("value");
        String rule =
                switch (type) {
                    case "Integer", "int", "Long", "long" -> "a whole number";
                    case "Boolean", "boolean" -> "true or false";
                    default -> "a " + type;
                };
        return Problem.of(
                ProblemCode.INVALID_PARAMETER,
                "Parameter '%s' must be %s, got '%s'".formatted(name, rule, e.getValue()));
    }

    private static HttpServletResponse response(WebRequest request) {
        return Objects.requireNonNull(((ServletWebRequest) request).getResponse());
    }
}
