package io.remanso.tables.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.testing.Tables;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Expressions made by chance have the values that the JDK computes. {@code -Dremanso.seed=N}
 * repeats one run.
 */
class AddColumnPropertiesTest {

    private static final int EXPRESSIONS = 25;

    @RegisterExtension final Tables tables = new Tables();
    private final Bench bench = new Bench(tables);
    private final long seed = Long.getLong("remanso.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    /** The cells of a row: n and d. */
    private record Row(@Nullable BigDecimal n, @Nullable BigDecimal d) {}

    /** An expression and what it is of a row. */
    private record Made<T>(String text, Function<Row, @Nullable T> value) {}

    @RepeatedTest(5)
    void computesWhatTheJdkComputes() {
        Table table =
                tables.of(
                        """
                        SELECT CASE WHEN range % 5 > 0 THEN CAST(hash(range) % 100 AS BIGINT) - 50 END AS n,
                          CASE WHEN range % 3 > 0 THEN CAST((CAST(hash(range + 99) % 1000 AS BIGINT) - 500) / 100.0 AS DECIMAL(6,2)) END AS d
                        FROM range(30)
                        """,
                        7);
        List<Row> rows =
                Bench.rows(table).stream()
                        .map(row -> new Row(number(row.get(0)), number(row.get(1))))
                        .toList();
        int computed = 0;
        for (int i = 0; i < EXPRESSIONS; i++) {
            Made<BigDecimal> made = number(3);
            List<@Nullable BigDecimal> values;
            try {
                values =
                        Bench.column(
                                        bench.apply(table, new AddColumn("x", made.text())).table(),
                                        "x")
                                .stream()
                                .map(AddColumnPropertiesTest::number)
                                .toList();
            } catch (InvalidParameterException e) {
                assertThat(e).hasMessageContaining("at most 38 digits");
                continue;
            }
            computed++;
            List<@Nullable BigDecimal> expected = new ArrayList<>();
            rows.forEach(row -> expected.add(stripped(made.value().apply(row))));
            assertThat(values)
                    .as("remanso.seed=%d %s", seed, made.text())
                    .containsExactlyElementsOf(expected);
        }
        assertThat(computed).isGreaterThan(EXPRESSIONS / 2);
    }

    private static @Nullable BigDecimal number(@Nullable Object value) {
        return value == null ? null : stripped(new BigDecimal(value.toString()));
    }

    private static @Nullable BigDecimal stripped(@Nullable BigDecimal value) {
        return value == null ? null : value.stripTrailingZeros();
    }

    private Made<BigDecimal> number(int depth) {
        return switch (random.nextInt(depth == 0 ? 3 : 9)) {
            case 0 -> new Made<>("n", Row::n);
            case 1 -> new Made<>("d", Row::d);
            case 2 -> {
                BigDecimal literal =
                        BigDecimal.valueOf(random.nextInt(-300, 300), random.nextInt(3));
                yield new Made<>(literal.toPlainString(), row -> literal);
            }
            case 3 -> both("+", BigDecimal::add, depth);
            case 4 -> both("-", BigDecimal::subtract, depth);
            case 5 -> both("*", BigDecimal::multiply, depth);
            case 6 -> {
                Made<BigDecimal> inner = number(depth - 1);
                yield new Made<>(
                        "abs(%s)".formatted(inner.text()),
                        row -> {
                            BigDecimal value = inner.value().apply(row);
                            return value == null ? null : value.abs();
                        });
            }
            case 7 -> {
                Made<Boolean> condition = truth(depth - 1);
                Made<BigDecimal> left = number(depth - 1);
                Made<BigDecimal> right = number(depth - 1);
                yield new Made<>(
                        "if(%s, %s, %s)".formatted(condition.text(), left.text(), right.text()),
                        row ->
                                (Boolean.TRUE.equals(condition.value().apply(row)) ? left : right)
                                        .value()
                                        .apply(row));
            }
            default -> {
                Made<BigDecimal> left = number(depth - 1);
                Made<BigDecimal> right = number(depth - 1);
                yield new Made<>(
                        "coalesce(%s, %s)".formatted(left.text(), right.text()),
                        row -> {
                            BigDecimal value = left.value().apply(row);
                            return value == null ? right.value().apply(row) : value;
                        });
            }
        };
    }

    private Made<BigDecimal> both(String sign, BinaryOperator<BigDecimal> operator, int depth) {
        Made<BigDecimal> left = number(depth - 1);
        Made<BigDecimal> right = number(depth - 1);
        return new Made<>(
                "(%s %s %s)".formatted(left.text(), sign, right.text()),
                row -> {
                    BigDecimal one = left.value().apply(row);
                    BigDecimal other = right.value().apply(row);
                    return (one == null || other == null) ? null : operator.apply(one, other);
                });
    }

    private Made<Boolean> truth(int depth) {
        if (depth > 0 && random.nextBoolean()) {
            Made<Boolean> left = truth(depth - 1);
            Made<Boolean> right = truth(depth - 1);
            boolean and = random.nextBoolean();
            return new Made<>(
                    "(%s %s not %s)".formatted(left.text(), and ? "and" : "or", right.text()),
                    row -> joined(and, left.value().apply(row), negated(right.value().apply(row))));
        }
        Made<BigDecimal> left = number(0);
        Made<BigDecimal> right = number(0);
        return new Made<>(
                "%s < %s".formatted(left.text(), right.text()),
                row -> {
                    BigDecimal one = left.value().apply(row);
                    BigDecimal other = right.value().apply(row);
                    return (one == null || other == null)
                            ? null
                            : (Boolean) (one.compareTo(other) < 0);
                });
    }

    private static @Nullable Boolean negated(@Nullable Boolean value) {
        return value == null ? null : (Boolean) !value;
    }

    /** And, or or of three values. */
    private static @Nullable Boolean joined(
            boolean and, @Nullable Boolean left, @Nullable Boolean right) {
        Boolean decisive = !and;
        if (decisive.equals(left) || decisive.equals(right)) {
            return decisive;
        }
        return (left == null || right == null) ? null : (Boolean) and;
    }
}
