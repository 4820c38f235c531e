package io.remanso.sessions.storage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A state of the table and how it came to be, without the operation itself, which may be large.
 *
 * @param id the number: rising in a session and never given twice
 * @param parent the version that it was made from; null for the first. It may have been dropped
 *     since
 * @param state the id of its manifest; another one once the version was amended
 * @param timestamp when it was made
 * @param summary what was done, as a sentence
 * @param rowsBefore rows of the parent, 0 for the first
 * @param rowsAfter rows of this version
 * @param columns columns of this version
 * @param cellsChanged cells that the step changed
 * @param columnsChanged names of the columns that the step changed
 */
public record Version(
        int id,
        @Nullable Integer parent,
        String state,
        Instant timestamp,
        String summary,
        long rowsBefore,
        long rowsAfter,
        int columns,
        long cellsChanged,
        List<String> columnsChanged) {

    public Version {
        columnsChanged = List.copyOf(columnsChanged);
    }

    /** The same version in another state. */
    public Version withState(String newState) {
        return new Version(
                id,
                parent,
                newState,
                timestamp,
                summary,
                rowsBefore,
                rowsAfter,
                columns,
                cellsChanged,
                columnsChanged);
    }
}
