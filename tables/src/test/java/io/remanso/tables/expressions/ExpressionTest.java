package io.remanso.tables.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.InvalidParameterException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {

    /** The tree with all its parentheses. */
    private static String shape(String text) {
        return shape(Expression.parse(text));
    }

    private static String shape(Expression expression) {
        return switch (expression) {
            case Expression.Column column -> "[" + column.name() + "]";
            case Expression.Num number ->
                    number.value().toPlainString() + (number.exact() ? "" : "f");
            case Expression.Text text -> "'" + text.value() + "'";
            case Expression.Truth truth -> String.valueOf(truth.value());
            case Expression.Null none -> "null";
            case Expression.Call call ->
                    call.arguments().stream()
                            .map(ExpressionTest::shape)
                            .collect(Collectors.joining(", ", call.function() + "(", ")"));
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '~',
            textBlock =
                    """
                    a - b - c                  → -(-([a], [b]), [c])
                    a + b * c                  → +([a], *([b], [c]))
                    (a + b) * -c               → *(+([a], [b]), -([c]))
                    -2 * - 3.50                → *(-2, -3.50)
                    a = 1 or b and not c       → or(=([a], 1), and([b], not([c])))
                    not a = b                  → not(=([a], [b]))
                    a || 'x' || b + 1 = c      → =(||(||([a], 'x'), +([b], 1)), [c])
                    a <> 1 and b == 2          → and(!=([a], 1), =([b], 2))
                    x in (1, 2) and y not in (3) → and(in([x], 1, 2), not(in([y], 3)))
                    x is null or x IS NOT NULL → or(is_null([x]), not(is_null([x])))
                    IF(TRUE, null, 1e3)        → if(true, null, 1000f)
                    "a ""b""\" || 'it''s'       → ||([a "b"], 'it's')
                    year + year(größe_2)       → +([year], year([größe_2]))
                    "and" - .5                 → -([and], 0.5)
                    5 % 3 / 2                  → /(%(5, 3), 2)
                    """)
    void bindsAsPeopleExpect(String text, String tree) {
        assertThat(shape(text)).isEqualTo(tree);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '~',
            textBlock =
                    """
                    a +          → In 'expression' at character 4, a column, a value, a function or ( is expected; got the end
                    (a + 1       → In 'expression' at character 7, a ) closes what ( opened; got the end
                    a b          → In 'expression' at character 3, an operator or the end follows; got b
                    a < b < c    → In 'expression' at character 7, comparisons are joined by 'and'; got <
                    a + 'x       → In 'expression' at character 5, a text in ' ends with '; got no end of it
                    a ; b        → In 'expression' at character 3, the signs are + - * / % || ( ) , and comparisons; other names of columns stand in double quotes; got ;
                    2x + 1       → In 'expression' at character 1, a number is written as 12, 1.5 or 2e3; got 2x
                    1.2.3        → In 'expression' at character 1, a number is written as 12, 1.5 or 2e3; got 1.2.3
                    1e99999      → In 'expression' at character 1, a number is written as 12, 1.5 or 2e3; got 1e99999
                    a not b      → In 'expression' at character 7, 'in' follows 'not'; got b
                    a is 5       → In 'expression' at character 6, null or not null follows 'is'; got 5
                    f(a,)        → In 'expression' at character 5, a column, a value, a function or ( is expected; got )
                    and          → In 'expression' at character 1, a column, a value or a function is expected; a column of this name stands in double quotes; got and
                    a -- b; DROP → In 'expression' at character 7, the signs are + - * / % || ( ) , and comparisons; other names of columns stand in double quotes; got ;
                    """)
    void saysWhereItDoesNotUnderstand(String text, String message) {
        refuses(text, message);
    }

    @Test
    void refusesTheEmptyAndTheEndless() {
        refuses(
                "",
                "In 'expression' at character 1, a column, a value, a function or ( is expected; got the end");
        refuses(
                "(".repeat(65) + "1" + ")".repeat(65),
                "In 'expression' at character 65, parentheses nest at most 64 deep; got more");
        refuses(
                "-".repeat(9_999) + "x",
                "In 'expression' at character 65, parentheses nest at most 64 deep; got more");
        refuses(
                "1" + "+1".repeat(300),
                "In 'expression' at character 500, there are at most 500 parts; got more");
        refuses(" ".repeat(10_001), "'expression' has at most 10,000 characters, got 10,001");
        refuses(
                "1".repeat(39),
                "In 'expression' at character 1, a number has at most 38 digits; got more");
    }

    private static void refuses(String text, String message) {
        assertThatThrownBy(() -> Expression.parse(text))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage(message);
    }
}
