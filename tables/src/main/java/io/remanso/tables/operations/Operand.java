package io.remanso.tables.operations;

import io.remanso.tables.DType;
import io.remanso.tables.expressions.Expression;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A part of an expression as SQL. All integers but uint64 count as int64, uint64 as decimal(20,0),
 * and float32 as float64.
 *
 * @param from what it was made of
 * @param sql its value
 * @param type its type; null for the word null, which is of every type
 * @param digits the digits that its whole numbers have at most; 0 when it has none
 * @param bytes how many bytes its texts have at most in a slice of the table, by the slice's number
 */
record Operand(
        Expression from, String sql, @Nullable DType type, int digits, IntToDoubleFunction bytes) {

    private static final int INT64_DIGITS = 19;

    /** A value that is no text. */
    static Operand of(Expression from, String sql, DType type) {
        return new Operand(from, sql, type, digits(type), slice -> 0);
    }

    static Operand text(Expression from, String sql, IntToDoubleFunction bytes) {
        return new Operand(from, sql, DType.STRING, 0, bytes);
    }

    /** The digits before the point that values of a type have at most. */
    static int digits(DType type) {
        return switch (type.kind()) {
            case INT8, UINT8 -> 3;
            case INT16, UINT16 -> 5;
            case INT32, UINT32 -> 10;
            case INT64 -> INT64_DIGITS;
            case UINT64 -> 20;
            case DECIMAL -> type.precision() - type.scale();
            case FLOAT32, FLOAT64, BOOL, STRING, DATE, TIMESTAMP, TIME -> 0;
        };
    }

    boolean isNull() {
        return type == null;
    }

    boolean isNumber() {
        return type != null && type.isNumeric();
    }

    boolean isFloat() {
        return type != null && type.isFloat();
    }

    boolean isInteger() {
        return type != null && type.isInteger();
    }

    boolean isText() {
        return DType.STRING.equals(type);
    }

    boolean isTemporal() {
        return type != null && type.isTemporal();
    }

    /** The digits after the point. */
    int scale() {
        return type == null ? 0 : type.scale();
    }

    /** How its type appears in messages. */
    String typeName() {
        return type == null ? "null" : type.name();
    }
}
