package io.remanso.tables.diffs;

import io.remanso.tables.Column;
import io.remanso.tables.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A column as it was and as it is, by column id. */
record ColumnPair(Column before, Column after) {

    /** The columns that both schemas have, in the order of the later one. */
    static List<ColumnPair> of(Schema before, Schema after) {
        Map<String, Column> byId = new HashMap<>();
        before.columns().forEach(column -> byId.put(column.id(), column));
        List<ColumnPair> pairs = new ArrayList<>();
        for (Column column : after.columns()) {
            Column was = byId.get(column.id());
            if (was != null) {
                pairs.add(new ColumnPair(was, column));
            }
        }
        return pairs;
    }

    boolean renamed() {
        return !before.name().equals(after.name());
    }

    boolean retyped() {
        return !before.dtype().equals(after.dtype());
    }
}
