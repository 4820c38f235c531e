package io.remanso.tables.operations;

/**
 * A function or operator of expressions.
 *
 * @param form how it is called, for messages: {@code round(number, digits)}
 * @param least its fewest arguments
 * @param most its most arguments
 * @param body makes SQL of a call with so many arguments
 */
record Function(String form, int least, int most, Body body) {

    interface Body {
        Operand apply(Call call);
    }
}
