package io.remanso.tables.files;

import io.remanso.tables.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The ways to read the texts of a column, for a column to be found out and for one asked for. */
final class TextTypes {

    private static final Pattern ANY = Pattern.compile("(?s).*");

    static final TextType BOOL =
            bool(
                    "[tT]rue|[fF]alse|TRUE|FALSE",
                    "CASE lower(trim($c)) WHEN 'true' THEN true WHEN 'false' THEN false END");

    private static final TextType ASKED_BOOL =
            bool(
                    "[tT]rue|[fF]alse|TRUE|FALSE|[tTfFyYnN01]|[yY]es|YES|[nN]o|NO",
                    "CASE WHEN lower(trim($c)) IN ('true', 't', 'yes', 'y', '1') THEN true"
                            + " WHEN lower(trim($c)) IN ('false', 'f', 'no', 'n', '0') THEN false END");

    private TextTypes() {}

    private static TextType bool(String form, String value) {
        return new TextType(
                DType.BOOL, "", Pattern.compile(form), text -> true, value, "false", "true", ANY);
    }

    /**
     * What a column may turn out to be, the likeliest first and text last. Decimals are not among
     * them: their scale is found with the texts.
     *
     * @param decimal the decimal sign, empty when it is to be found out
     * @param commaDelimits whether commas stand between fields, so that few are decimal signs
     */
    static List<TextType> candidates(String decimal, boolean commaDelimits) {
        List<TextType> types = new ArrayList<>();
        types.add(BOOL);
        types.add(NumberTypes.INT64);
        if (!decimal.equals(",")) {
            types.add(NumberTypes.FLOAT64);
        }
        if (decimal.equals(",")) {
            types.add(NumberTypes.PLAIN_COMMA_FLOAT64);
        } else if (decimal.isEmpty()) {
            types.add(commaDelimits ? NumberTypes.COMMA_FLOAT64 : NumberTypes.PLAIN_COMMA_FLOAT64);
        }
        types.addAll(TimeTypes.DATES);
        types.addAll(TimeTypes.TIMESTAMPS);
        types.add(TimeTypes.TIME);
        types.add(TextType.STRING);
        return types;
    }

    /** The ways to read a type that the user asked for, the likeliest first. */
    static List<TextType> asked(DType dtype, String decimal) {
        return switch (dtype.kind()) {
            case STRING -> List.of(TextType.STRING);
            case BOOL -> List.of(ASKED_BOOL);
            case DATE -> TimeTypes.DATES;
            case TIMESTAMP -> {
                List<TextType> types = new ArrayList<>(TimeTypes.TIMESTAMPS);
                TimeTypes.DATES.forEach(date -> types.add(midnight(date)));
                yield types;
            }
            case TIME -> List.of(TimeTypes.TIME);
            case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 ->
                    numbers(dtype, decimal);
            case FLOAT32, FLOAT64, DECIMAL -> numbers(dtype, decimal);
        };
    }

    private static List<TextType> numbers(DType dtype, String decimal) {
        TextType point = NumberTypes.asked(dtype, sqlType(dtype), false);
        TextType comma = NumberTypes.asked(dtype, sqlType(dtype), true);
        return switch (decimal) {
            case "." -> List.of(point);
            case "," -> List.of(comma);
            default -> List.of(point, comma);
        };
    }

    private static TextType midnight(TextType date) {
        return new TextType(
                DType.TIMESTAMP,
                "",
                date.form(),
                date.exact(),
                "CAST(%s AS TIMESTAMP)".formatted(date.value()),
                "false",
                "true",
                ANY);
    }

    private static String sqlType(DType dtype) {
        return switch (dtype.kind()) {
            case INT8 -> "TINYINT";
            case INT16 -> "SMALLINT";
            case INT32 -> "INTEGER";
            case INT64 -> "BIGINT";
            case UINT8 -> "UTINYINT";
            case UINT16 -> "USMALLINT";
            case UINT32 -> "UINTEGER";
            case UINT64 -> "UBIGINT";
            case FLOAT32 -> "FLOAT";
            case FLOAT64 -> "DOUBLE";
            case DECIMAL -> "DECIMAL(%d, %d)".formatted(dtype.precision(), dtype.scale());
            case BOOL -> "BOOLEAN";
            case STRING -> "VARCHAR";
            case DATE -> "DATE";
            case TIMESTAMP -> "TIMESTAMP";
            case TIME -> "TIME";
        };
    }
}
