package io.remanso.server.problems;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What should not happen: logged with its trace, answered without. */
final class Unexpected {

    static final String DETAIL = "The server failed; its log says why";

    private static final Logger LOG = LoggerFactory.getLogger(Unexpected.class);

    private Unexpected() {}

    static Problem problem(Throwable e) {
        LOG.error("A request failed", e);
        return Problem.of(ProblemCode.INTERNAL_ERROR, DETAIL);
    }
}
