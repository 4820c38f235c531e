package io.remanso.tables.internal;

import java.sql.SQLException;

/**
 * The query engine refused or gave up a statement: a value that does not convert, an overflow, no
 * memory left. The message is the engine's own and may quote data; callers translate it before it
 * reaches a user.
 */
public final class QueryException extends RuntimeException {

    public QueryException(String message, Throwable cause) {
        super(message, cause);
    }

    QueryException(SQLException cause) {
        super(cause.getMessage(), cause);
    }
}
