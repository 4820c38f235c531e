package io.remanso.tables.operations;

import io.remanso.tables.DType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.chrono.IsoEra;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a value means in a column of one type. Reading is exact: a number with more digits than the
 * type has is no value of it.
 *
 * <p>In JSON, numbers are numbers, true and false are booleans, and dates, times and timestamps are
 * texts in their ISO form; NaN, Infinity and -Infinity are texts. {@link #lenient} reads any text
 * besides, as a cell of a file would be read.
 */
final class TypedValue {

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d{1,400}\\.?\\d{0,400}|\\.\\d{1,400})([eE][+-]?\\d{1,3})?");

    /** Days of the years 0001 to 9999, the only ones that have four digits and no sign. */
    private static final DateTimeFormatter DATE =
            new DateTimeFormatterBuilder()
                    .appendValue(ChronoField.YEAR_OF_ERA, 4)
                    .appendPattern("-MM-dd")
                    .parseDefaulting(ChronoField.ERA, IsoEra.CE.getValue())
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);

    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder()
                    .appendPattern("HH:mm")
                    .optionalStart()
                    .appendPattern(":ss")
                    .optionalStart()
                    .appendFraction(ChronoField.MICRO_OF_SECOND, 1, 6, true)
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);

    private TypedValue() {}

    /** The SQL literal of a value that is not null, or nothing when the type has no such value. */
    static Optional<String> strict(CellValue value, DType dtype) {
        return switch (value) {
            case CellValue.Null none -> throw new IllegalArgumentException("A null has no type");
            case CellValue.Bool bool ->
                    dtype.kind() == DType.Kind.BOOL
                            ? Optional.of(bool.value() ? "TRUE" : "FALSE")
                            : Optional.empty();
            case CellValue.Num num -> number(num.value(), dtype);
            case CellValue.Text text -> text(text.value(), dtype);
        };
    }

    /** As {@link #strict}; a text may also hold a number, or true or false. */
    static Optional<String> lenient(CellValue value, DType dtype) {
        if (value instanceof CellValue.Text text && dtype.kind() != DType.Kind.STRING) {
            String trimmed = text.value().strip();
            if (dtype.isNumeric() && NUMBER.matcher(trimmed).matches()) {
                return number(new BigDecimal(trimmed), dtype);
            }
            if (dtype.kind() == DType.Kind.BOOL) {
                return switch (trimmed.toLowerCase(Locale.ROOT)) {
                    case "true" -> Optional.of("TRUE");
                    case "false" -> Optional.of("FALSE");
                    default -> Optional.empty();
                };
            }
            return text(trimmed, dtype);
        }
        return strict(value, dtype);
    }

    private static Optional<String> number(BigDecimal number, DType dtype) {
        if (dtype.isFloat()) {
            return floating(number, dtype);
        }
        if (!dtype.isNumeric()) {
            return Optional.empty();
        }
        NumberRange range = NumberRange.of(dtype);
        if (!range.contains(number)) {
            return Optional.empty();
        }
        return Optional.of(Sql.cast("'%s'".formatted(number.toPlainString()), dtype));
    }

    private static Optional<String> floating(BigDecimal number, DType dtype) {
        String text;
        boolean infinite;
        if (dtype.equals(DType.FLOAT32)) {
            infinite = Float.isInfinite(number.floatValue());
            text = Float.toString(number.floatValue());
        } else {
            infinite = Double.isInfinite(number.doubleValue());
            text = Double.toString(number.doubleValue());
        }
        return infinite ? Optional.empty() : Optional.of(Sql.cast("'%s'".formatted(text), dtype));
    }

    private static Optional<String> text(String text, DType dtype) {
        try {
            return switch (dtype.kind()) {
                case STRING -> Optional.of(Sql.text(text));
                case DATE -> quoted(LocalDate.parse(text, DATE), dtype);
                case TIME -> quoted(LocalTime.parse(text, TIME), dtype);
                case TIMESTAMP -> quoted(timestamp(text), dtype);
                case FLOAT32, FLOAT64 ->
                        switch (text) {
                            case "NaN", "Infinity", "-Infinity" -> quoted(text, dtype);
                            default -> Optional.empty();
                        };
                case BOOL, DECIMAL, INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 ->
                        Optional.empty();
            };
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static LocalDateTime timestamp(String text) {
        int dateLength = "2024-01-31".length();
        if (text.length() <= dateLength) {
            return LocalDate.parse(text, DATE).atStartOfDay();
        }
        char between = text.charAt(dateLength);
        if (between != 'T' && between != ' ') {
            throw new DateTimeParseException(
                    "T or a space stands before the time", text, dateLength);
        }
        return LocalDate.parse(text.substring(0, dateLength), DATE)
                .atTime(LocalTime.parse(text.substring(dateLength + 1), TIME));
    }

    private static Optional<String> quoted(Object value, DType dtype) {
        return Optional.of(Sql.cast("'%s'".formatted(value), dtype));
    }

    /** The rule that a value of this type keeps, for messages. */
    static String describe(DType dtype) {
        return switch (dtype.kind()) {
            case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 -> {
                NumberRange range = NumberRange.of(dtype);
                yield "a whole number from %s to %s".formatted(range.lowest(), range.highest());
            }
            case FLOAT32, FLOAT64 -> "a number, \"NaN\", \"Infinity\" or \"-Infinity\"";
            case BOOL -> "true or false";
            case STRING -> "a text";
            case DATE -> "a day as \"2024-01-31\", of the years 0001 to 9999";
            case TIMESTAMP ->
                    "a day and time as \"2024-01-31T10:30:00\", of the years 0001 to 9999";
            case TIME -> "a time of day as \"10:30:00\"";
            case DECIMAL ->
                    "a number of at most %d digits before the point and %d after it"
                            .formatted(dtype.precision() - dtype.scale(), dtype.scale());
        };
    }
}
