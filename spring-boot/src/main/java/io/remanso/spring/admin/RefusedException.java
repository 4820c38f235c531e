package io.remanso.spring.admin;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** A call that is refused, with the problem document that says so (RFC 9457). */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ProblemDetail problem;

    private RefusedException(HttpStatus status, String title, String detail) {
        super(detail);
        String code = title.toLowerCase(Locale.ROOT).replace(' ', '_');
        problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:remanso:problem:" + code));
        problem.setTitle(title);
        problem.setProperty("code", code);
    }

    static RefusedException unauthorized(String role) {
        return new RefusedException(
                HttpStatus.UNAUTHORIZED,
                "Unauthorized",
                "This call needs a caller with the role '%s', and nobody is signed in"
                        .formatted(role));
    }

    static RefusedException forbidden(String role) {
        return new RefusedException(
                HttpStatus.FORBIDDEN,
                "Forbidden",
                "This call needs a caller with the role '%s'".formatted(role));
    }

    static RefusedException crossOrigin() {
        return new RefusedException(
                HttpStatus.FORBIDDEN,
                "Cross origin refused",
                "This call must not come from the page of another site");
    }

    static RefusedException invalidParameter(String detail) {
        return new RefusedException(HttpStatus.UNPROCESSABLE_CONTENT, "Invalid parameter", detail);
    }

    ProblemDetail problem() {
        return problem;
    }
}
