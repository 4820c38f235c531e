package io.remanso.spring.settings;

import io.remanso.redis.InvalidSettingException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says in one line on standard error why the process does not start, where the operator can mend
 * it. Everything else is left to Spring Boot's own reporters.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailureReporter implements SpringBootExceptionReporter {

    @Override
    public boolean reportException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String line = line(cause);
            if (line != null) {
                System.err.println("Remanso does not start: " + line);
                return true;
            }
        }
        return false;
    }

    private static @Nullable String line(Throwable cause) {
        return switch (cause) {
            case StartRefusedException refused -> refused.getMessage();
            case InvalidSettingException invalid -> invalid.getMessage();
            default -> null;
        };
    }
}
