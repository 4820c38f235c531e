package io.remanso.server;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says in one line on standard error that the server's port is taken. Wrong settings are reported
 * by the starter, everything else by Spring Boot's own reporters.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailureReporter implements SpringBootExceptionReporter {

    @Override
    public boolean reportException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException taken) {
                System.err.printf(
                        "Remanso does not start: SERVER_PORT must be a free port, got '%d', which another process uses%n",
                        taken.getPort());
                return true;
            }
        }
        return false;
    }
}
