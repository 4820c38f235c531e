package io.remanso.server.problems;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A problem document and the headers that go with it, before it is sent. Immutable.
 *
 * @param status mostly the code's own
 * @param detail a sentence for the user: the rule, the offending value, what to do
 * @param extra members of this kind of problem alone
 * @param retryAfter seconds after which it makes sense to ask again; sent when the status is 503
 */
public record Problem(
        HttpStatus status,
        ProblemCode code,
        String detail,
        Map<String, Object> extra,
        long retryAfter) {

    public Problem {
        extra = Map.copyOf(extra);
    }

    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code.status(), code, detail, Map.of(), 1);
    }

    Problem withStatus(HttpStatus other) {
        return new Problem(other, code, detail, extra, retryAfter);
    }

    Problem withExtra(String member, Object value) {
        return new Problem(status, code, detail, Map.of(member, value), retryAfter);
    }

    Problem withRetryAfter(long seconds) {
        return new Problem(status, code, detail, extra, Math.max(1, seconds));
    }

    /** The members of the document in their order. */
    Map<String, Object> document() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "urn:remanso:problem:" + code.label());
        members.put("title", code.title());
        members.put("status", status.value());
        members.put("detail", detail);
        members.put("code", code.label());
        members.putAll(extra);
        return members;
    }

    /** The answer with this problem as its body. */
    ResponseEntity<Object> answer(Consumer<HttpHeaders> headers) {
        return ResponseEntity.status(status)
                .headers(headers)
                .headers(this::addRetryAfter)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(document());
    }

    private void addRetryAfter(HttpHeaders headers) {
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter));
        }
    }
}
