package io.remanso.sessions;

import io.remanso.tables.TableException;

/** There is no earlier state to go back to: {@code nothing_to_undo}. */
public final class NothingToUndoException extends TableException {

    NothingToUndoException(int current) {
        super(
                "nothing_to_undo",
                "An undo needs the state before the current one to be kept; version %d has none. See the history."
                        .formatted(current));
    }
}
