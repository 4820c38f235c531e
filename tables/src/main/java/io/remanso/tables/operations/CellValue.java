package io.remanso.tables.operations;

import io.remanso.tables.InvalidParameterException;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One value as JSON has it, before the column that it is meant for gives it a type. Immutable;
 * equal numbers are equal however they were written.
 */
public sealed interface CellValue {

    static CellValue none() {
        return new Null();
    }

    static CellValue of(String text) {
        return new Text(text);
    }

    static CellValue of(long number) {
        return new Num(BigDecimal.valueOf(number));
    }

    static CellValue of(BigDecimal number) {
        return new Num(number);
    }

    static CellValue of(boolean bool) {
        return new Bool(bool);
    }

    /**
     * @throws InvalidParameterException when the node is an array or an object, or a number or text
     *     out of bounds
     */
    static CellValue of(JsonNode node) {
        return switch (node.getNodeType()) {
            case NULL -> new Null();
            case STRING -> new Text(node.stringValue());
            case BOOLEAN -> new Bool(node.booleanValue());
            case NUMBER -> new Num(decimal(node));
            case ARRAY, BINARY, MISSING, OBJECT, POJO ->
                    throw new InvalidParameterException(
                            "A value is text, a number, true, false or null; got "
                                    + Shown.json(node));
        };
    }

    private static BigDecimal decimal(JsonNode node) {
        return node.decimalValueOpt()
                .orElseThrow(() ->
                        new InvalidParameterException(
                                "A number must be finite; got " + Shown.json(node)));
    }

    /** The value as JSON; {@link #of(JsonNode)} reads it back. */
    default JsonNode toJson() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (this) {
            case Null none -> nodes.nullNode();
            case Text text -> nodes.stringNode(text.value());
            case Bool bool -> nodes.booleanNode(bool.value());
            case Num num when num.value().scale() <= 0 ->
                    nodes.numberNode(num.value().toBigInteger());
            case Num num -> nodes.numberNode(num.value());
        };
    }

    /** No value. */
    record Null() implements CellValue {}

    /** Text, which stands for a value of any type that JSON has no form for. */
    record Text(String value) implements CellValue {
        public Text {
            Texts.requireValid(value);
        }
    }

    /**
     * A number of at most 400 digits before and after the point, without trailing zeros after the
     * point.
     */
    record Num(BigDecimal value) implements CellValue {

        private static final int MAX_DIGITS = 400;

        public Num {
            BigDecimal stripped = value.stripTrailingZeros();
            if (stripped.scale() > MAX_DIGITS
                    || (long) stripped.precision() - stripped.scale() > MAX_DIGITS) {
                throw new InvalidParameterException(
                        "A number has at most %d digits before and after the point; got %s"
                                .formatted(MAX_DIGITS, Shown.text(value.toString())));
            }
            value = stripped.scale() < 0 ? stripped.setScale(0) : stripped;
        }
    }

    /** True or false. */
    record Bool(boolean value) implements CellValue {}
}
