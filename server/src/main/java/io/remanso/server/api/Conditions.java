package io.remanso.server.api;

import io.remanso.sessions.VersionTable;
import io.remanso.sessions.WriteOptions;
import io.remanso.tables.InvalidParameterException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/** The conditional headers of HTTP as versions of a session. */
final class Conditions {

    /** A version, and perhaps the state that an entity tag names with it. */
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"?(\\d+)(?:-[A-Za-z0-9_-]+)?\"?");

    private static final int MOST_DIGITS = 10;

    private Conditions() {}

    /** The entity tag of exactly this content: {@code "3-k2J…"}. */
    static String entityTag(VersionTable table) {
        return "\"%d-%s\"".formatted(table.version(), table.state());
    }

    /** Says in the answer that it is the last state seen before the storage went away, if it is. */
    static void markStale(VersionTable table, HttpServletResponse response) {
        if (table.stale()) {
            response.setHeader(HttpHeaders.WARNING, "110 - \"Response is Stale\"");
        }
    }

    /**
     * The conditions of a write: {@code If-Match} names the version that must be current, {@code
     * Idempotency-Key} the commit.
     *
     * @throws InvalidParameterException when a header names no version or no commit id
     */
    static WriteOptions of(HttpServletRequest request) {
        WriteOptions options = WriteOptions.NONE;
        String version = request.getHeader("If-Match");
        if (version != null && !version.strip().equals("*")) {
            Matcher tag = TAG.matcher(version.strip());
            if (!tag.matches()) {
                throw new InvalidParameterException(
                        "If-Match must be a version in quotes, like \"3\", got '%s'"
                                .formatted(version));
            }
            options = options.withIfVersion(number(tag.group(1)));
        }
        String commit = request.getHeader("Idempotency-Key");
        return commit == null ? options : options.withCommitId(commit.strip());
    }

    /** A number that no version has had when there are too many digits. */
    private static int number(String digits) {
        return digits.length() < MOST_DIGITS ? Integer.parseInt(digits) : Integer.MAX_VALUE;
    }
}
