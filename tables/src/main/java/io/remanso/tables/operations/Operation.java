package io.remanso.tables.operations;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.Table;
import io.remanso.tables.TableException;
import tools.jackson.databind.node.ObjectNode;

/**
 * One cleaning step. Immutable. {@link OperationJson} reads and writes it as the JSON that users
 * send.
 */
public interface Operation {

    /** The name in JSON: {@code fill_nulls}. */
    String name();

    /** A sentence for history and audit: {@code Handle nulls in 'age' using mean}. */
    String summary();

    /**
     * Computes the step: reads only the columns that it needs, stages only the chunks that it
     * changes.
     *
     * @throws TableException when a parameter does not fit the table; nothing has changed then
     */
    Change apply(Table table, ChunkSink sink);

    /** Whether the step is one: false when it only finds something, which its change then says. */
    default boolean changesTable() {
        return true;
    }

    /** Puts every parameter into the JSON object, so that reading it gives an equal operation. */
    void writeParameters(ObjectNode json);
}
