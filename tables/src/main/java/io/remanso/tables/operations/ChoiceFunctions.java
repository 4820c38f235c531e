package io.remanso.tables.operations;

import io.remanso.tables.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Comparisons, what joins them, and choices by them. A comparison with a null is null. */
final class ChoiceFunctions {

    private static final Set<String> ORDERED = Set.of("<", "<=", ">", ">=");

    private ChoiceFunctions() {}

    static void addTo(Map<String, Function> all) {
        for (String sign : List.of("=", "!=", "<", "<=", ">", ">=")) {
            all.put(sign, new Function("a %s b".formatted(sign), 2, 2, ChoiceFunctions::compared));
        }
        all.put("in", new Function("a in (b, …)", 2, Functions.MANY, ChoiceFunctions::in));
        all.put("and", new Function("a and b", 2, 2, call -> joined(call, "AND")));
        all.put("or", new Function("a or b", 2, 2, call -> joined(call, "OR")));
        all.put("not", new Function("not a", 1, 1, ChoiceFunctions::not));
        all.put("is_null", new Function("is_null(value)", 1, 1, ChoiceFunctions::isNull));
        all.put(
                "if",
                new Function("if(condition, value, other value)", 2, 3, ChoiceFunctions::choose));
        all.put("coalesce", many("coalesce"));
        all.put("least", many("least"));
        all.put("greatest", many("greatest"));
    }

    private static Operand compared(Call call) {
        for (Operand operand : call.arguments()) {
            if (operand.isNull()) {
                throw call.wrong("is null beside null; use is_null or 'is null'", operand);
            }
        }
        DType type = CommonType.of(call.from(), call.arguments());
        String sign = call.from().function();
        if (type.equals(DType.BOOL) && ORDERED.contains(sign)) {
            throw ExpressionSql.wrong(call.from(), "needs values that have an order", "bool");
        }
        return call.of(
                "(%s %s %s)"
                        .formatted(
                                CommonType.cast(call.argument(0), type),
                                sign.equals("!=") ? "<>" : sign,
                                CommonType.cast(call.argument(1), type)),
                DType.BOOL);
    }

    private static Operand in(Call call) {
        List<String> values = cast(call, CommonType.of(call.from(), call.arguments()));
        return call.of(
                "(%s IN (%s))"
                        .formatted(
                                values.getFirst(),
                                String.join(", ", values.subList(1, values.size()))),
                DType.BOOL);
    }

    private static List<String> cast(Call call, DType type) {
        List<String> values = new ArrayList<>();
        call.arguments().forEach(argument -> values.add(CommonType.cast(argument, type)));
        return values;
    }

    private static Operand joined(Call call, String word) {
        return call.of("(%s %s %s)".formatted(call.truth(0), word, call.truth(1)), DType.BOOL);
    }

    private static Operand not(Call call) {
        return call.of("(NOT %s)".formatted(call.truth(0)), DType.BOOL);
    }

    private static Operand isNull(Call call) {
        return call.of("(%s IS NULL)".formatted(call.argument(0).sql()), DType.BOOL);
    }

    private static Operand choose(Call call) {
        List<Operand> values = call.arguments().subList(1, call.size());
        DType type = CommonType.of(call.from(), values);
        String otherwise =
                call.size() == 2 ? Sql.nullOf(type) : CommonType.cast(call.argument(2), type);
        return call.of(
                "CASE WHEN %s THEN %s ELSE %s END"
                        .formatted(
                                call.truth(0), CommonType.cast(call.argument(1), type), otherwise),
                type);
    }

    private static Function many(String name) {
        return new Function(
                name + "(value, …)",
                1,
                Functions.MANY,
                call -> {
                    DType type = CommonType.of(call.from(), call.arguments());
                    return call.of(
                            "%s(%s)".formatted(name, String.join(", ", cast(call, type))), type);
                });
    }
}
