package io.remanso.tables.files;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names of columns, made unique in their order. Not thread-safe. */
final class UniqueNames {

    private final Set<String> used = new HashSet<>();
    private final List<String> changed = new ArrayList<>();

    /** The name for the next column, whose own is missing, taken or free. */
    String next(@Nullable String wanted) {
        String name = wanted == null || wanted.isBlank() ? "column_" + (used.size() + 1) : wanted;
        String unique = name;
        for (int n = 2; !used.add(unique); n++) {
            unique = name + "_" + n;
        }
        if (!unique.equals(wanted)) {
            changed.add(unique);
        }
        return unique;
    }

    /** What the user may want to know. */
    List<String> warnings() {
        return changed.isEmpty()
                ? List.of()
                : List.of(
                        "Column names that were missing or occurred more than once were changed: "
                                + Names.some(changed));
    }
}
