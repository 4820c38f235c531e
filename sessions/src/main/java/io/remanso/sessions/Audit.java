package io.remanso.sessions;

import io.remanso.tables.InvalidParameterException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Lines of audit logs. */
final class Audit {

    private static final int MAX_LENGTH = 4_000;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final Clock clock;

    Audit(Clock clock) {
        this.clock = clock;
    }

    /** {@code [YYYY-MM-DD HH:MM:SS] text} in UTC; what would break the line is a space. */
    String line(String text) {
        return "[%s] %s"
                .formatted(TIME.format(clock.instant()), text.replaceAll("\\R|\\p{Cntrl}", " "));
    }

    /**
     * A line of the user's own.
     *
     * @throws InvalidParameterException when it is blank or too long
     */
    String userLine(String text) {
        if (text.isBlank() || text.length() > MAX_LENGTH) {
            throw new InvalidParameterException(
                    "An audit message has 1 to %d characters that are not all spaces, got %d"
                            .formatted(MAX_LENGTH, text.length()));
        }
        return line(text);
    }
}
