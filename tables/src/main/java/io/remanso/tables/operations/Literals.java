package io.remanso.tables.operations;

import io.remanso.tables.Column;
import io.remanso.tables.InvalidParameterException;
import java.util.Optional;

/** Values of users as SQL literals of the type of the column that they are meant for. */
final class Literals {

    private Literals() {}

    /**
     * @throws InvalidParameterException when the value is not of the column's type, as {@link
     *     TypedValue#strict} reads it; null is of every type
     */
    static String strict(CellValue value, Column column) {
        return value instanceof CellValue.Null
                ? Sql.nullOf(column.dtype())
                : orRefuse(TypedValue.strict(value, column.dtype()), value, column);
    }

    /** As {@link #strict}, reading texts as {@link TypedValue#lenient} does. */
    static String lenient(CellValue value, Column column) {
        return value instanceof CellValue.Null
                ? Sql.nullOf(column.dtype())
                : orRefuse(TypedValue.lenient(value, column.dtype()), value, column);
    }

    private static String orRefuse(Optional<String> literal, CellValue value, Column column) {
        return literal.orElseThrow(() ->
                new InvalidParameterException(
                        "Column '%s' holds %s, so a value for it is %s; got %s"
                                .formatted(
                                        column.name(),
                                        column.dtype(),
                                        TypedValue.describe(column.dtype()),
                                        Shown.value(value))));
    }
}
