package io.remanso.tables.operations;

import io.remanso.tables.DType;
import io.remanso.tables.expressions.Expression;
import java.util.Map;

/**
 * Arithmetic. Whole numbers and decimals are exact, and a value that does not fit refuses the step;
 * a division is a float64; what has no value, as a division by zero, is null.
 */
final class NumberFunctions {

    private static final int MAX_DIGITS = 38;
    private static final int MAX_ROUND = 15;

    private NumberFunctions() {}

    static void addTo(Map<String, Function> all) {
        all.put("+", new Function("a + b", 2, 2, NumberFunctions::plus));
        all.put("-", new Function("a - b", 1, 2, NumberFunctions::minus));
        all.put("*", new Function("a * b", 2, 2, NumberFunctions::times));
        all.put("/", new Function("a / b", 2, 2, NumberFunctions::divided));
        all.put("%", new Function("a % b", 2, 2, NumberFunctions::remainder));
        all.put("round", new Function("round(number, digits)", 1, 2, NumberFunctions::round));
        all.put("floor", new Function("floor(number)", 1, 1, call -> whole(call, "floor")));
        all.put("ceil", new Function("ceil(number)", 1, 1, call -> whole(call, "ceil")));
        all.put("abs", new Function("abs(number)", 1, 1, NumberFunctions::abs));
        all.put("sqrt", new Function("sqrt(number)", 1, 1, call -> where(call, "sqrt", ">=")));
        all.put("ln", new Function("ln(number)", 1, 1, call -> where(call, "ln", ">")));
        all.put("exp", new Function("exp(number)", 1, 1, NumberFunctions::exp));
        all.put("power", new Function("power(number, exponent)", 2, 2, NumberFunctions::power));
    }

    private static Operand plus(Call call) {
        Operand left = call.argument(0);
        Operand right = call.argument(1);
        if (DType.DATE.equals(left.type()) && right.isInteger()) {
            return TimeFunctions.daysLater(call, "+");
        }
        if (left.isText() || right.isText()) {
            throw call.wrong("adds numbers; || joins texts", left.isText() ? left : right);
        }
        return sum(call, "+");
    }

    private static Operand minus(Call call) {
        if (call.size() == 1) {
            Operand only = call.number(0);
            return same(call, "(-%s)".formatted(only.sql()), only);
        }
        if (call.argument(0).isTemporal()) {
            return call.argument(1).isInteger()
                    ? TimeFunctions.daysLater(call, "-")
                    : TimeFunctions.between(call);
        }
        return sum(call, "-");
    }

    private static Operand same(Call call, String sql, Operand like) {
        return new Operand(call.from(), sql, like.type(), like.digits(), slice -> 0);
    }

    private static Operand sum(Call call, String sign) {
        Operand left = call.number(0);
        Operand right = call.number(1);
        if (left.isFloat() || right.isFloat()) {
            return floating(call, sign);
        }
        if (left.isInteger() && right.isInteger()) {
            return call.of("(%s %s %s)".formatted(left.sql(), sign, right.sql()), DType.INT64);
        }
        int scale = Math.max(left.scale(), right.scale());
        int digits = Math.max(left.digits(), right.digits()) + 1;
        DType type = DType.decimal(Math.min(MAX_DIGITS, digits + scale), scale);
        return call.of(
                Sql.cast(
                        "(%s %s %s)"
                                .formatted(
                                        CommonType.cast(left, type),
                                        sign,
                                        CommonType.cast(right, type)),
                        type),
                type);
    }

    private static Operand times(Call call) {
        Operand left = call.number(0);
        Operand right = call.number(1);
        if (left.isFloat() || right.isFloat()) {
            return floating(call, "*");
        }
        if (left.isInteger() && right.isInteger()) {
            return call.of("(%s * %s)".formatted(left.sql(), right.sql()), DType.INT64);
        }
        int scale = left.scale() + right.scale();
        if (scale > MAX_DIGITS) {
            throw ExpressionSql.wrong(
                    call.from(),
                    "is exact in at most %d digits; use to_float or round".formatted(MAX_DIGITS),
                    scale + " digits after the point");
        }
        int digits = left.digits() + right.digits();
        DType type = DType.decimal(Math.min(MAX_DIGITS, digits + scale), scale);
        return call.of(Sql.cast("(%s * %s)".formatted(exact(left), exact(right)), type), type);
    }

    /** A whole number as a decimal of just its digits. */
    private static String exact(Operand operand) {
        return operand.isInteger()
                ? Sql.cast(operand.sql(), DType.decimal(operand.digits(), 0))
                : operand.sql();
    }

    private static Operand floating(Call call, String sign) {
        return call.of(
                "(%s %s %s)".formatted(call.floating(0), sign, call.floating(1)), DType.FLOAT64);
    }

    private static Operand divided(Call call) {
        return call.of(
                "(%s / %s)".formatted(call.floating(0), unlessZero(call, call.floating(1))),
                DType.FLOAT64);
    }

    private static Operand remainder(Call call) {
        call.number(0);
        call.number(1);
        DType type = CommonType.of(call.from(), call.arguments());
        String divisor = CommonType.cast(call.argument(1), type);
        return call.of(
                Sql.cast(
                        "(%s %% %s)"
                                .formatted(
                                        CommonType.cast(call.argument(0), type),
                                        unlessZero(call, divisor)),
                        type),
                type);
    }

    private static String unlessZero(Call call, String divisor) {
        boolean plain =
                call.argument(1).from() instanceof Expression.Num number
                        && number.value().signum() != 0;
        return plain ? divisor : "CASE WHEN %1$s <> 0 THEN %1$s END".formatted(divisor);
    }

    private static Operand round(Call call) {
        Operand number = call.number(0);
        int digits = call.size() == 1 ? 0 : call.literalInt(1, -MAX_ROUND, MAX_ROUND);
        if (number.isFloat()) {
            return call.of("round(%s, %d)".formatted(number.sql(), digits), DType.FLOAT64);
        }
        if (number.isInteger()) {
            return digits >= 0
                    ? number
                    : call.of("round(%s, %d)".formatted(number.sql(), digits), DType.INT64);
        }
        if (digits >= number.scale()) {
            return number;
        }
        int scale = Math.max(0, digits);
        DType type = DType.decimal(Math.min(MAX_DIGITS, number.digits() + 1 + scale), scale);
        String rounded =
                digits < 0 ? "round(%s, %d)".formatted(number.sql(), digits) : number.sql();
        return call.of(Sql.cast(rounded, type), type);
    }

    private static Operand whole(Call call, String name) {
        Operand number = call.number(0);
        if (number.isInteger()) {
            return number;
        }
        String sql = "%s(%s)".formatted(name, number.sql());
        if (number.isFloat()) {
            return call.of(sql, DType.FLOAT64);
        }
        DType type = DType.decimal(Math.min(MAX_DIGITS, number.digits() + 1), 0);
        return call.of(Sql.cast(sql, type), type);
    }

    private static Operand abs(Call call) {
        return same(call, "abs(%s)".formatted(call.number(0).sql()), call.number(0));
    }

    private static Operand where(Call call, String name, String above) {
        String x = call.floating(0);
        return call.of(
                "CASE WHEN %2$s %3$s 0 THEN %1$s(%2$s) END".formatted(name, x, above),
                DType.FLOAT64);
    }

    private static Operand exp(Call call) {
        return call.of("exp(%s)".formatted(call.floating(0)), DType.FLOAT64);
    }

    private static Operand power(Call call) {
        return call.of(
                "power(%s, %s)".formatted(call.floating(0), call.floating(1)), DType.FLOAT64);
    }
}
