package io.remanso.tables;

import java.util.List;

/** A column was named that the table does not have: {@code unknown_column}. */
public final class UnknownColumnException extends TableException {

    private static final int NAMES_SHOWN = 20;

    public UnknownColumnException(String name, List<String> existing) {
        super("unknown_column", message(name, existing));
    }

    private static String message(String name, List<String> existing) {
        String shown =
                String.join(", ", existing.subList(0, Math.min(NAMES_SHOWN, existing.size())));
        String more =
                existing.size() > NAMES_SHOWN ? ", … (%d in all)".formatted(existing.size()) : "";
        return "The table has no column '%s'; its columns are: %s%s".formatted(name, shown, more);
    }
}
