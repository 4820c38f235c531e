package io.remanso.tables.files;

import io.remanso.tables.Cells;
import io.remanso.tables.DType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a vector as text in UTF-8, such that reading the text gives the value back: a float
 * is the shortest number that stands for it, with an exponent only far from 1; a timestamp is
 * {@code 2026-01-18T10:30:00}; a bool is {@code true} or {@code false}. It lives no longer than the
 * vector.
 */
final class TextCells {

    private static final double LEAST_PLAIN = 1e-5;
    private static final double MOST_PLAIN = 1e16;

    private final FieldVector vector;
    private final IntFunction<byte[]> texts;

    private TextCells(FieldVector vector, IntFunction<byte[]> texts) {
        this.vector = vector;
        this.texts = texts;
    }

    static TextCells of(FieldVector vector, DType dtype) {
        if (dtype.kind() == DType.Kind.STRING) {
            return new TextCells(vector, ((VarCharVector) vector)::get);
        }
        Cells cells = Cells.of(vector, dtype);
        return new TextCells(vector, row -> bytes(String.valueOf(text(cells.get(row)))));
    }

    /** The text of a cell, null when the cell is. */
    byte @Nullable [] get(int row) {
        return vector.isNull(row) ? null : texts.apply(row);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static @Nullable Object text(@Nullable Object value) {
        return switch (value) {
            case Double number -> number(number.toString(), Math.abs(number));
            case Float number -> number(number.toString(), Math.abs(number));
            case null, default -> value;
        };
    }

    /** Spells out what has an exponent and needs none; leaves out a fraction that is zero. */
    private static String number(String text, double size) {
        if (text.endsWith(".0")) {
            return text.substring(0, text.length() - 2);
        }
        return size >= LEAST_PLAIN && size < MOST_PLAIN && text.indexOf('E') > 0
                ? new BigDecimal(text).toPlainString()
                : text;
    }
}
