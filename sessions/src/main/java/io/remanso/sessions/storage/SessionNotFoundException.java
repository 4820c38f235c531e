package io.remanso.sessions.storage;

import io.remanso.tables.TableException;

/** There is no session of this id, or it has expired: {@code session_not_found}. */
public final class SessionNotFoundException extends TableException {

    public SessionNotFoundException(String id) {
        super(
                "session_not_found",
                "A session must exist and not be expired; there is none with id '%s'. Create it anew."
                        .formatted(Shown.text(id)));
    }
}
