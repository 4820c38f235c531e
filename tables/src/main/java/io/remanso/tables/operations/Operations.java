package io.remanso.tables.operations;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The list of all operations: each by its name, with what reads its parameters. */
final class Operations {

    private static final Map<String, Function<Parameters, Operation>> READERS =
            new LinkedHashMap<>();

    static {
        READERS.put(FillNulls.NAME, FillNulls::read);
        READERS.put(RenameColumns.NAME, RenameColumns::read);
        READERS.put(DropColumns.NAME, DropColumns::read);
        READERS.put(SelectColumns.NAME, SelectColumns::read);
        READERS.put(ReorderColumns.NAME, ReorderColumns::read);
    }

    private Operations() {}

    static Map<String, Function<Parameters, Operation>> readers() {
        return READERS;
    }
}
