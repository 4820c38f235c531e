package io.remanso.tables.operations;

import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.expressions.Expression;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** All functions and operators of expressions, by their names. */
final class Functions {

    static final int MANY = 1_000;

    private static final Map<String, Function> ALL = new LinkedHashMap<>();

    static {
        NumberFunctions.addTo(ALL);
        TextFunctions.addTo(ALL);
        ChoiceFunctions.addTo(ALL);
        TimeFunctions.addTo(ALL);
        ConversionFunctions.addTo(ALL);
    }

    private Functions() {}

    /**
     * @throws InvalidParameterException when there is none of this name, or it takes another number
     *     of arguments
     */
    static Function require(Expression.Call call) {
        Function function = ALL.get(call.function());
        if (function == null) {
            throw new InvalidParameterException(
                    "In 'expression' at character %d, there is no function '%s'; the functions are %s"
                            .formatted(call.at(), call.function(), names()));
        }
        int size = call.arguments().size();
        if (size < function.least() || size > function.most()) {
            throw ExpressionSql.wrong(
                    call,
                    "is called as " + function.form(),
                    size == 1 ? "1 argument" : size + " arguments");
        }
        return function;
    }

    private static String names() {
        return ALL.entrySet().stream()
                .filter(entry -> entry.getValue().form().startsWith(entry.getKey() + "("))
                .map(Map.Entry::getKey)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
