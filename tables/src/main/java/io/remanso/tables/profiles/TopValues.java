package io.remanso.tables.profiles;

import io.remanso.tables.profiles.ColumnProfile.TopValue;
import java.util.ArrayList;
import java.util.List;

/** The most frequent of values that come in rising order, each once. */
final class TopValues {

    private final int limit;
    private final List<TopValue> top = new ArrayList<>();

    TopValues(int limit) {
        this.limit = limit;
    }

    void add(Values values, int row, long count) {
        if (top.size() == limit) {
            if (top.getLast().count() >= count) {
                return;
            }
            top.removeLast();
        }
        int at = top.size();
        while (at > 0 && top.get(at - 1).count() < count) {
            at--;
        }
        top.add(at, new TopValue(values.value(row), count));
    }

    List<TopValue> list() {
        return top;
    }
}
