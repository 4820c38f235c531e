package io.remanso.tables.files;

import io.remanso.tables.DType;
import io.remanso.tables.UnreadableFileException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a column that the query engine reads becomes one of a table.
 *
 * @param dtype the type in the table
 * @param sql the value; {@code $c} is the column
 * @param warning what the user may want to know, a sentence after the column's name; or null
 */
record EngineType(DType dtype, String sql, @Nullable String warning) {

    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),\\s*(\\d+)\\)");

    /**
     * The type of a column.
     *
     * @param name the column, for messages
     * @param type the engine's word for its type
     * @throws UnreadableFileException when values of this type are not imported
     */
    static EngineType of(String name, String type) {
        Matcher decimal = DECIMAL.matcher(type);
        if (decimal.matches()) {
            return same(
                    DType.decimal(
                            Integer.parseInt(decimal.group(1)),
                            Integer.parseInt(decimal.group(2))));
        }
        if (type.endsWith("]")
                || type.startsWith("STRUCT(")
                || type.startsWith("MAP(")
                || type.startsWith("UNION(")) {
            return text("CAST(to_json($c) AS VARCHAR)", "is nested, so it is JSON text");
        }
        if (type.startsWith("ENUM(")) {
            return text("CAST($c AS VARCHAR)", null);
        }
        return switch (type.toUpperCase(Locale.ROOT)) {
            case "TINYINT" -> same(DType.INT8);
            case "SMALLINT" -> same(DType.INT16);
            case "INTEGER" -> same(DType.INT32);
            case "BIGINT" -> same(DType.INT64);
            case "UTINYINT" -> same(DType.UINT8);
            case "USMALLINT" -> same(DType.UINT16);
            case "UINTEGER" -> same(DType.UINT32);
            case "UBIGINT" -> same(DType.UINT64);
            case "FLOAT" -> same(DType.FLOAT32);
            case "DOUBLE" -> same(DType.FLOAT64);
            case "BOOLEAN" -> same(DType.BOOL);
            case "VARCHAR" -> same(DType.STRING);
            case "DATE" -> same(DType.DATE);
            case "TIME" -> same(DType.TIME);
            case "TIMESTAMP" -> same(DType.TIMESTAMP);
            case "TIMESTAMP_S", "TIMESTAMP_MS" -> cast(DType.TIMESTAMP, "TIMESTAMP", null);
            case "TIMESTAMP_NS" ->
                    cast(DType.TIMESTAMP, "TIMESTAMP", "keeps microseconds of its nanoseconds");
            case "TIME_NS" -> cast(DType.TIME, "TIME", "keeps microseconds of its nanoseconds");
            case "TIMESTAMP WITH TIME ZONE" ->
                    new EngineType(
                            DType.TIMESTAMP,
                            "timezone('UTC', $c)",
                            "has a time zone, so it is in UTC");
            case "HUGEINT", "UHUGEINT" -> cast(DType.decimal(38, 0), "DECIMAL(38,0)", null);
            case "UUID", "JSON", "\"NULL\"", "NULL" -> text("CAST($c AS VARCHAR)", null);
            case "INTERVAL" -> text("CAST($c AS VARCHAR)", "holds spans of time, so it is text");
            case "BLOB" -> text("to_base64($c)", "holds bytes, so it is Base64 text");
            default ->
                    throw new UnreadableFileException(
                            "Columns of numbers, texts, times and nested values can be imported, column '%s' holds %s; convert it in the program that wrote the file"
                                    .formatted(name, type));
        };
    }

    private static EngineType same(DType dtype) {
        return new EngineType(dtype, "$c", null);
    }

    private static EngineType cast(DType dtype, String type, @Nullable String warning) {
        return new EngineType(dtype, "CAST($c AS %s)".formatted(type), warning);
    }

    private static EngineType text(String sql, @Nullable String warning) {
        return new EngineType(DType.STRING, sql, warning);
    }

    String of(int column) {
        return sql.replace("$c", "c" + column) + " AS v" + column;
    }
}
