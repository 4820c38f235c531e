package io.remanso.server.problems;

import org.jspecify.annotations.Nullable;

/** A request that the server refuses by itself, whatever the sessions say. */
public final class RequestRefusedException extends RuntimeException {

    private final ProblemCode code;
    private final String detail;

    /**
     * @param detail a sentence for the user: the rule, the offending value, what to do
     */
    public RequestRefusedException(ProblemCode code, String detail) {
        this(code, detail, null);
    }

    public RequestRefusedException(ProblemCode code, String detail, @Nullable Throwable cause) {
        super(detail, cause);
        this.code = code;
        this.detail = detail;
    }

    Problem problem() {
        return Problem.of(code, detail);
    }
}
