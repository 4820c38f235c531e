package io.remanso.tables.operations;

import io.remanso.tables.DType;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.expressions.Expression;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/**
 * A call of a function with its arguments as SQL.
 *
 * @param rows how many rows a slice has
 * @param formats takes the formats of dates, which are checked before they are used
 */
record Call(
        Expression.Call from,
        List<Operand> arguments,
        IntToLongFunction rows,
        Consumer<String> formats) {

    /** No value but a text has a longer text than this, in bytes. */
    static final int LONGEST = 64;

    int size() {
        return arguments.size();
    }

    Operand argument(int index) {
        return arguments.get(index);
    }

    InvalidParameterException wrong(String rule, Operand got) {
        return ExpressionSql.wrong(from, rule, got.typeName());
    }

    /** A number as a float64. */
    String floating(int index) {
        return CommonType.cast(number(index), DType.FLOAT64);
    }

    Operand number(int index) {
        if (!argument(index).isNumber()) {
            throw wrong("takes numbers", argument(index));
        }
        return argument(index);
    }

    String integer(int index) {
        if (!argument(index).isInteger()) {
            throw wrong(
                    "takes a whole number as argument %d".formatted(index + 1), argument(index));
        }
        return argument(index).sql();
    }

    Operand text(int index) {
        if (!argument(index).isText()) {
            throw wrong("takes texts; to_text makes one", argument(index));
        }
        return argument(index);
    }

    String truth(int index) {
        if (argument(index).isNull()) {
            return Sql.nullOf(DType.BOOL);
        }
        if (!DType.BOOL.equals(argument(index).type())) {
            throw wrong("takes what is true or false, as a comparison is", argument(index));
        }
        return argument(index).sql();
    }

    /** A text between quotes. */
    String literalText(int index) {
        if (argument(index).from() instanceof Expression.Text text) {
            return text.value();
        }
        throw wrong(
                "takes a text between quotes as argument %d".formatted(index + 1), argument(index));
    }

    /** A whole number as it is written. */
    int literalInt(int index, int lowest, int highest) {
        String rule =
                "takes a whole number from %d to %d as argument %d"
                        .formatted(lowest, highest, index + 1);
        if (argument(index).from() instanceof Expression.Num number
                && argument(index).isInteger()) {
            long value = number.value().longValue();
            if (value >= lowest && value <= highest) {
                return (int) value;
            }
            throw ExpressionSql.wrong(from, rule, number.value().toPlainString());
        }
        throw wrong(rule, argument(index));
    }

    /** A value of any type as text: as convert_type writes it. */
    String asText(int index) {
        Operand operand = argument(index);
        return operand.type() == null
                ? Sql.nullOf(DType.STRING)
                : Conversion.text(operand.sql(), operand.type());
    }

    /** The bytes of the texts of all arguments together. */
    IntToDoubleFunction allBytes() {
        return slice -> {
            double bytes = 0;
            for (Operand argument : arguments) {
                bytes +=
                        argument.isText()
                                ? argument.bytes().applyAsDouble(slice)
                                : (double) LONGEST * rows.applyAsLong(slice);
            }
            return bytes;
        };
    }

    Operand of(String sql, DType type) {
        return type.equals(DType.STRING)
                ? Operand.text(from, sql, allBytes())
                : Operand.of(from, sql, type);
    }

    Operand of(String sql, IntToDoubleFunction bytes) {
        return Operand.text(from, sql, bytes);
    }
}
