package io.remanso.tables.expressions;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a cell is computed from, as a tree. Operators are calls of functions that are named by their
 * sign. Immutable.
 */
public sealed interface Expression {

    /** Where it stands in the text, in characters from 1; of an operator, where its sign stands. */
    int at();

    /**
     * Reads {@code if("unit price" > 10, price * 0.9, price)} and the like.
     *
     * @throws io.remanso.tables.InvalidParameterException when the text keeps not to the grammar,
     *     or is too long or too deep
     */
    static Expression parse(String text) {
        return new Parser(Lexer.tokens(text)).whole();
    }

    /** The cell of a column. */
    record Column(String name, int at) implements Expression {}

    /**
     * A number.
     *
     * @param exact false when it was written with an exponent, and so is a float64
     */
    record Num(BigDecimal value, boolean exact, int at) implements Expression {}

    record Text(String value, int at) implements Expression {}

    record Truth(boolean value, int at) implements Expression {}

    record Null(int at) implements Expression {}

    /**
     * A function, or an operator.
     *
     * @param function its name in lower case, or the sign of the operator: {@code +}, {@code and}
     */
    record Call(String function, List<Expression> arguments, int at) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }
}
