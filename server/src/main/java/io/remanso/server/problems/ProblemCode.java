package io.remanso.server.problems;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/** The stable codes of problems, each with its status and a title for people. */
public enum ProblemCode {
    SESSION_NOT_FOUND(HttpStatus.NOT_FOUND, "No such session"),
    UPLOAD_NOT_FOUND(HttpStatus.NOT_FOUND, "No such upload"),
    VERSION_NOT_FOUND(HttpStatus.NOT_FOUND, "No such version"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "No such resource"),
    UNKNOWN_OPERATION(HttpStatus.UNPROCESSABLE_CONTENT, "Unknown operation"),
    UNKNOWN_COLUMN(HttpStatus.UNPROCESSABLE_CONTENT, "Unknown column"),
    INVALID_PARAMETER(HttpStatus.UNPROCESSABLE_CONTENT, "Invalid parameter"),
    SHEET_REQUIRED(HttpStatus.UNPROCESSABLE_CONTENT, "Sheet required"),
    UNREADABLE_FILE(HttpStatus.UNPROCESSABLE_CONTENT, "Unreadable file"),
    TABLE_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "Table too large"),
    UPLOAD_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "Upload too large"),
    VERSION_CONFLICT(HttpStatus.CONFLICT, "Version conflict"),
    SESSION_EXISTS(HttpStatus.CONFLICT, "Session exists"),
    NOTHING_TO_UNDO(HttpStatus.CONFLICT, "Nothing to undo"),
    NOTHING_TO_REDO(HttpStatus.CONFLICT, "Nothing to redo"),
    SESSION_DAMAGED(HttpStatus.GONE, "Session damaged"),
    STORAGE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Storage unavailable"),
    COMMIT_OUTCOME_UNKNOWN(HttpStatus.SERVICE_UNAVAILABLE, "Commit outcome unknown"),
    SERVER_BUSY(HttpStatus.SERVICE_UNAVAILABLE, "Server busy"),
    MALFORMED_REQUEST(HttpStatus.BAD_REQUEST, "Malformed request"),
    MALFORMED_JSON(HttpStatus.BAD_REQUEST, "Malformed JSON"),
    CROSS_ORIGIN_REFUSED(HttpStatus.FORBIDDEN, "Cross-origin request refused"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "Method not allowed"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "Not acceptable"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Unsupported media type"),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "Internal error");

    private final HttpStatus status;
    private final String title;

    ProblemCode(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    public HttpStatus status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The code as clients see it: {@code session_not_found}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ProblemCode> find(String label) {
        return Arrays.stream(values()).filter(code -> code.label().equals(label)).findFirst();
    }

    /** The code for an answer of which only the status is known. */
    static ProblemCode ofStatus(int status) {
        return switch (status) {
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 413 -> UPLOAD_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 422 -> INVALID_PARAMETER;
            case 503 -> SERVER_BUSY;
            default -> status < 500 ? MALFORMED_REQUEST : INTERNAL_ERROR;
        };
    }
}
