package io.remanso.sessions;

import io.remanso.tables.TableException;

/** Nothing was undone since the last step: {@code nothing_to_redo}. */
public final class NothingToRedoException extends TableException {

    NothingToRedoException(int current) {
        super(
                "nothing_to_redo",
                "A redo needs an undo with no step after it; version %d has none. See the history, restore reaches every kept version."
                        .formatted(current));
    }
}
