package io.remanso.sessions;

import io.remanso.tables.TableException;

/** A session of this id is there already: {@code session_exists}. */
public final class SessionExistsException extends TableException {

    SessionExistsException(String id) {
        super(
                "session_exists",
                "A new session needs an id of its own; there is one with id '%s'. Delete it first or take another id."
                        .formatted(id));
    }
}
