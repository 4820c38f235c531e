package io.remanso.tables.operations;

import io.remanso.tables.Column;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.internal.TableScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Values of a column and what each becomes.
 *
 * @param column the column
 * @param rows SQL rows (k, v) of literals of the column's type
 */
record ValueMap(Column column, List<String> rows) {

    ValueMap {
        rows = List.copyOf(rows);
    }

    /**
     * @throws InvalidParameterException when a key or a value is not of the column's type
     */
    static ValueMap of(Column column, Map<String, CellValue> mapping) {
        List<String> rows = new ArrayList<>();
        mapping.forEach((key, value) ->
                rows.add(
                        "(%s, %s)"
                                .formatted(
                                        Literals.lenient(CellValue.of(key), column),
                                        Literals.lenient(value, column))));
        return new ValueMap(column, rows);
    }

    /**
     * The rewrite of the column; it needs the table {@code map}, which is made here.
     *
     * @throws InvalidParameterException when two keys are one value
     */
    Rewrite prepare(TableScan scan) {
        String type = Sql.type(column.dtype());
        Statements.fill(scan, "map", "k %1$s, v %1$s".formatted(type), rows);
        if (Statements.number(scan, "SELECT count(*) - count(DISTINCT k) FROM map") > 0) {
            throw new InvalidParameterException(
                    "The keys of 'mapping' must be different values; in column '%s' of type %s two of them are the same"
                            .formatted(column.name(), column.dtype()));
        }
        return Rewrite.each(column, "CASE WHEN map.k IS NULL THEN s.c0 ELSE map.v END")
                .from("s LEFT JOIN map ON s.c0 = map.k", List.of());
    }
}
