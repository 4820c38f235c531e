package io.remanso.server.problems;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the container's own refusals, which never reach a handler, as problem documents: a request
 * target that is no URI, for example.
 */
public final class ProblemReportValve extends ErrorReportValve {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        Problem refusal = refusal(failure);
        if (refusal != null) {
            response.setStatus(refusal.status().value());
        }
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        byte[] body =
                JSON.writeValueAsBytes(
                        (refusal == null ? StatusProblems.of(status, null) : refusal).document());
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            container.getLogger().debug("The client has gone", e);
        }
    }

    /** A refusal that could not be answered in its place, as the body of the request is broken. */
    private static @Nullable Problem refusal(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RequestRefusedException refused) {
                return refused.problem();
            }
        }
        return null;
    }
}
