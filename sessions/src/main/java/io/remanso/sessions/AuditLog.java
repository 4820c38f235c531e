package io.remanso.sessions;

import java.util.List;

/**
 * What happened to a session.
 *
 * @param initialRowCount rows of the table that it began with
 * @param entries lines {@code [YYYY-MM-DD HH:MM:SS] text} in UTC, oldest first
 */
public record AuditLog(long initialRowCount, List<String> entries) {

    public AuditLog {
        entries = List.copyOf(entries);
    }
}
