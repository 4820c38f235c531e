package io.remanso.tables.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ibm.icu.text.UnicodeSet;
import io.remanso.tables.DType;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/** Functions of texts, which are counted in Unicode characters from 1. A null gives a null. */
final class TextFunctions {

    /** What {@code trim_whitespace} takes off too. */
    private static final String SPACES =
            new UnicodeSet("[[:White_Space:]\\u200B\\u2060\\uFEFF]")
                    .stream().reduce("", String::concat);

    private TextFunctions() {}

    static void addTo(Map<String, Function> all) {
        all.put("||", new Function("text || text", 2, 2, TextFunctions::joined));
        all.put(
                "concat",
                new Function("concat(value, …)", 1, Functions.MANY, TextFunctions::concat));
        all.put("lower", new Function("lower(text)", 1, 1, call -> cased(call, "lower")));
        all.put("upper", new Function("upper(text)", 1, 1, call -> cased(call, "upper")));
        all.put("trim", new Function("trim(text)", 1, 1, TextFunctions::trim));
        all.put("length", new Function("length(text)", 1, 1, TextFunctions::length));
        all.put(
                "substring",
                new Function("substring(text, start, length)", 2, 3, TextFunctions::substring));
        all.put(
                "replace",
                new Function("replace(text, 'old', 'new')", 3, 3, TextFunctions::replace));
        all.put(
                "contains",
                new Function("contains(text, part)", 2, 2, call -> asks(call, "contains")));
        all.put(
                "starts_with",
                new Function("starts_with(text, part)", 2, 2, call -> asks(call, "starts_with")));
        all.put(
                "ends_with",
                new Function("ends_with(text, part)", 2, 2, call -> asks(call, "ends_with")));
    }

    private static Operand joined(Call call) {
        return call.of("(%s || %s)".formatted(call.asText(0), call.asText(1)), call.allBytes());
    }

    private static Operand concat(Call call) {
        StringBuilder sql = new StringBuilder("concat(");
        for (int i = 0; i < call.size(); i++) {
            sql.append(i == 0 ? "" : ", ").append(call.asText(i));
        }
        return call.of(sql.append(")").toString(), call.allBytes());
    }

    /** A letter of another case can have more bytes, but not twice as many. */
    private static Operand cased(Call call, String name) {
        IntToDoubleFunction bytes = call.text(0).bytes();
        return call.of(
                "%s(%s)".formatted(name, call.text(0).sql()),
                slice -> 2 * bytes.applyAsDouble(slice));
    }

    private static Operand trim(Call call) {
        return call.of(
                "trim(%s, %s)".formatted(call.text(0).sql(), Sql.text(SPACES)),
                call.text(0).bytes());
    }

    private static Operand length(Call call) {
        return call.of("length(%s)".formatted(call.text(0).sql()), DType.INT64);
    }

    private static Operand substring(Call call) {
        String start = call.integer(1);
        String sql =
                call.size() == 2
                        ? "substring(%s, greatest(%s, 1))".formatted(call.text(0).sql(), start)
                        : "substring(%s, greatest(%s, 1), greatest(%s, 0))"
                                .formatted(call.text(0).sql(), start, call.integer(2));
        return call.of(sql, call.text(0).bytes());
    }

    private static Operand replace(Call call) {
        String old = call.literalText(1);
        String with = call.literalText(2);
        if (old.isEmpty()) {
            throw ExpressionSql.wrong(call.from(), "looks for at least one character", "''");
        }
        double growth =
                Math.max(1, (double) with.getBytes(UTF_8).length / old.getBytes(UTF_8).length);
        IntToDoubleFunction bytes = call.text(0).bytes();
        return call.of(
                "replace(%s, %s, %s)".formatted(call.text(0).sql(), Sql.text(old), Sql.text(with)),
                slice -> growth * bytes.applyAsDouble(slice));
    }

    private static Operand asks(Call call, String name) {
        return call.of(
                "%s(%s, %s)".formatted(name, call.text(0).sql(), call.text(1).sql()), DType.BOOL);
    }
}
