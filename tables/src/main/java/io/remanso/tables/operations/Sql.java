package io.remanso.tables.operations;

import io.remanso.tables.DType;

/**
 * Words of SQL. Text of users enters a statement through {@link #text} alone, or as a bound
 * parameter; columns are c0, c1, … and never named as users name them.
 */
final class Sql {

    private Sql() {}

    /** The type of the engine that stands for this type. */
    static String type(DType dtype) {
        return switch (dtype.kind()) {
            case INT8 -> "TINYINT";
            case INT16 -> "SMALLINT";
            case INT32 -> "INTEGER";
            case INT64 -> "BIGINT";
            case UINT8 -> "UTINYINT";
            case UINT16 -> "USMALLINT";
            case UINT32 -> "UINTEGER";
            case UINT64 -> "UBIGINT";
            case FLOAT32 -> "FLOAT";
            case FLOAT64 -> "DOUBLE";
            case BOOL -> "BOOLEAN";
            case STRING -> "VARCHAR";
            case DATE -> "DATE";
            case TIMESTAMP -> "TIMESTAMP";
            case TIME -> "TIME";
            case DECIMAL -> "DECIMAL(%d,%d)".formatted(dtype.precision(), dtype.scale());
        };
    }

    /** A literal of any text, in parentheses where it is more than one word. */
    static String text(String text) {
        String quoted = "'" + text.replace("'", "''") + "'";
        return text.indexOf('\0') < 0
                ? quoted
                : "(" + quoted.replace("\0", "' || chr(0) || '") + ")";
    }

    static String number(double value) {
        return cast("'%s'".formatted(value), DType.FLOAT64);
    }

    static String cast(String expression, DType to) {
        return "CAST(%s AS %s)".formatted(expression, type(to));
    }

    static String nullOf(DType dtype) {
        return cast("NULL", dtype);
    }
}
