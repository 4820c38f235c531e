package io.remanso.sessions;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.Table;
import io.remanso.tables.operations.Change;
import io.remanso.tables.operations.Operation;
import tools.jackson.databind.node.ObjectNode;

/**
 * An operation during which something else happens: after it has read the table and before it is
 * committed.
 */
record Interrupted(Operation operation, Runnable meanwhile) implements Operation {

    @Override
    public String name() {
        return operation.name();
    }

    @Override
    public String summary() {
        return operation.summary();
    }

    @Override
    public Change apply(Table table, ChunkSink sink) {
        Change change = operation.apply(table, sink);
        meanwhile.run();
        return change;
    }

    @Override
    public void writeParameters(ObjectNode json) {
        operation.writeParameters(json);
    }
}
