package io.remanso.tables.operations;

import io.remanso.tables.DType;
import io.remanso.tables.DType.Kind;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.expressions.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one type of values that are compared or stand for each other. Of numbers it is float64 when
 * one of them is a float, else the narrowest that holds them all exactly; a date beside a timestamp
 * is its midnight; a text between quotes beside a date, time or timestamp is read as one.
 */
final class CommonType {

    private static final int MAX_DIGITS = 38;

    private CommonType() {}

    /**
     * @param call what they are the arguments of
     * @throws InvalidParameterException when they have none
     */
    static DType of(Expression.Call call, List<Operand> operands) {
        @Nullable DType common = null;
        int digits = 0;
        for (Operand operand : operands) {
            DType type = operand.type();
            if (type != null) {
                common = common == null ? type : both(common, type, call, operands);
                digits = Math.max(digits, operand.digits());
            }
        }
        if (common == null) {
            throw ExpressionSql.wrong(call, "has a value among its parts", "null alone");
        }
        return common.kind() == Kind.DECIMAL ? decimal(call, digits, common.scale()) : common;
    }

    /** The decimal of so many digits before and after the point. */
    static DType decimal(Expression.Call call, int digits, int scale) {
        if (digits + scale > MAX_DIGITS) {
            throw ExpressionSql.wrong(
                    call,
                    "is exact in at most %d digits; use to_float or to_decimal"
                            .formatted(MAX_DIGITS),
                    digits + scale + " digits");
        }
        return DType.decimal(Math.max(1, digits + scale), scale);
    }

    private static DType both(
            DType left, DType right, Expression.Call call, List<Operand> operands) {
        if (left.equals(right)) {
            return left;
        }
        if (left.isNumeric() && right.isNumeric()) {
            return left.isFloat() || right.isFloat()
                    ? DType.FLOAT64
                    : DType.decimal(MAX_DIGITS, Math.max(left.scale(), right.scale()));
        }
        if (isDay(left) && isDay(right)) {
            return DType.TIMESTAMP;
        }
        boolean readable =
                operands.stream()
                        .filter(Operand::isText)
                        .allMatch(text -> text.from() instanceof Expression.Text);
        if (readable && left.isTemporal() && right.equals(DType.STRING)) {
            return left;
        }
        if (readable && right.isTemporal() && left.equals(DType.STRING)) {
            return right;
        }
        throw ExpressionSql.wrong(
                call, "takes values of one type; use to_text, to_float …", left + " and " + right);
    }

    private static boolean isDay(DType type) {
        return type.equals(DType.DATE) || type.equals(DType.TIMESTAMP);
    }

    /** The value as one of the common type. */
    static String cast(Operand operand, DType to) {
        if (operand.isNull()) {
            return Sql.nullOf(to);
        }
        if (to.equals(operand.type())) {
            return operand.sql();
        }
        if (operand.from() instanceof Expression.Text text) {
            return TypedValue.strict(CellValue.of(text.value()), to)
                    .orElseThrow(() ->
                            new InvalidParameterException(
                                    "In 'expression' at character %d, a value beside a %s is %s; got %s"
                                            .formatted(
                                                    text.at(),
                                                    to,
                                                    TypedValue.describe(to),
                                                    Shown.text(text.value()))));
        }
        return Sql.cast(operand.sql(), to);
    }
}
