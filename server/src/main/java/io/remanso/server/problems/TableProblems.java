package io.remanso.server.problems;

import io.remanso.sessions.VersionConflictException;
import io.remanso.sessions.storage.CommitOutcomeUnknownException;
import io.remanso.sessions.storage.StorageUnavailableException;
import io.remanso.tables.TableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** The problems of refusals by tables and sessions, whose messages are safe to show. */
final class TableProblems {

    private static final Logger LOG = LoggerFactory.getLogger(TableProblems.class);

    private TableProblems() {}

    static Problem of(TableException e) {
        ProblemCode code = ProblemCode.find(e.code()).orElse(ProblemCode.INVALID_PARAMETER);
        Problem problem = Problem.of(code, String.valueOf(e.getMessage()));
        if (code.status().is5xxServerError() || code == ProblemCode.SESSION_DAMAGED) {
            LOG.warn("{}", e.getMessage(), e.getCause());
        }
        return switch (e) {
            case VersionConflictException conflict ->
                    (conflict.isPrecondition()
                                    ? problem.withStatus(HttpStatus.PRECONDITION_FAILED)
                                    : problem)
                            .withExtra("current_version", conflict.current());
            case CommitOutcomeUnknownException unknown ->
                    problem.withExtra("commit_id", unknown.commitId());
            case StorageUnavailableException unavailable ->
                    problem.withRetryAfter(unavailable.retryAfter().toSeconds());
            default -> problem;
        };
    }
}
