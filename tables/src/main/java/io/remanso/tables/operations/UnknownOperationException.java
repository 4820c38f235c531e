package io.remanso.tables.operations;

import io.remanso.tables.TableException;
import java.util.Collection;

/** An operation was named that does not exist: {@code unknown_operation}. */
public final class UnknownOperationException extends TableException {

    UnknownOperationException(String name, Collection<String> existing) {
        super(
                "unknown_operation",
                "There is no operation '%s'; the operations are: %s"
                        .formatted(name, String.join(", ", existing)));
    }
}
