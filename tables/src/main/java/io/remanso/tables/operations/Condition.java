package io.remanso.tables.operations;

import io.remanso.tables.InvalidParameterException;
import java.util.List;

/**
 * What a row must fulfil. A condition on a null cell is neither true nor false, and neither is its
 * negation, as in SQL: {@code not (age > 30)} leaves out the rows without an age. Only {@link
 * IsNull} and {@link NotNull} see nulls, those that are missing on purpose among them. Numbers are
 * compared exactly; NaN equals itself and is above all other numbers. Texts are compared by their
 * code points.
 */
public sealed interface Condition {

    /** A comparison with a value. */
    enum Comparison {
        EQUAL("="),
        NOT_EQUAL("!="),
        LESS("<"),
        AT_MOST("<="),
        GREATER(">"),
        AT_LEAST(">=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        /** The sign in JSON. */
        public String sign() {
            return sign;
        }
    }

    /** The cell compares so with the value, which is not null and of the column's family. */
    record Compare(String column, Comparison comparison, CellValue value) implements Condition {}

    /** The cell equals one of the values. */
    record In(String column, List<CellValue> values) implements Condition {
        public In {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new InvalidParameterException(
                        "The condition 'in' needs at least one value; got none for column '%s'"
                                .formatted(column));
            }
        }
    }

    /** The cell is at least the one and at most the other. */
    record Between(String column, CellValue low, CellValue high) implements Condition {}

    record IsNull(String column) implements Condition {}

    record NotNull(String column) implements Condition {}

    /** The text has this text in it, with the same letters large and small. */
    record Contains(String column, String text) implements Condition {}

    /**
     * A part of the text matches the regular expression, which has the syntax of RE2; {@code ^} and
     * {@code $} bind it to the ends.
     */
    record Matches(String column, String pattern) implements Condition {
        public Matches {
            Regex.checkLength(pattern);
        }
    }

    /** All of one or more conditions. */
    record And(List<Condition> conditions) implements Condition {
        public And {
            conditions = some("and", conditions);
        }
    }

    /** Any of one or more conditions. */
    record Or(List<Condition> conditions) implements Condition {
        public Or {
            conditions = some("or", conditions);
        }
    }

    record Not(Condition condition) implements Condition {}

    private static List<Condition> some(String name, List<Condition> conditions) {
        if (conditions.isEmpty()) {
            throw new InvalidParameterException(
                    "'%s' needs at least one condition; got none".formatted(name));
        }
        return List.copyOf(conditions);
    }
}
