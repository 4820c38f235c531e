package io.remanso.tables.internal;

/**
 * The query engine refused or gave up a statement: a value that does not convert, an overflow. The
 * message is the engine's own and may quote data; callers translate it before it reaches a user.
 */
public final class QueryException extends RuntimeException {

    public QueryException(String message, Throwable cause) {
        super(message, cause);
    }
}
