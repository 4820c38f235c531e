package io.remanso.tables.files;

import io.remanso.tables.DType;
import io.remanso.tables.InvalidParameterException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a file is to be read. Whatever is null, or absent from a map, is found out from the file.
 * Immutable.
 *
 * @param sheet the sheet of a workbook
 * @param encoding the name of a charset: {@code UTF-8}, {@code windows-1252}
 * @param delimiter what stands between two fields: 1 to {@value #MAX_DELIMITER} characters
 * @param quote the character around fields, or empty when quotes mean nothing
 * @param decimal the decimal sign per column, {@code "."} or {@code ","}; {@value #OTHERS} stands
 *     for every other column
 * @param header whether the first record holds the names of the columns
 * @param skipRows how many lines to leave out before the header or the first record
 * @param nullValues the fields that are null when they are not quoted; the empty field always is
 * @param types the type per column; {@value #OTHERS} stands for every other column
 */
public record ImportOptions(
        @Nullable String sheet,
        @Nullable String encoding,
        @Nullable String delimiter,
        @Nullable String quote,
        Map<String, String> decimal,
        @Nullable Boolean header,
        @Nullable Integer skipRows,
        @Nullable List<String> nullValues,
        Map<String, DType> types) {

    /** The name that stands for every column without an entry of its own. */
    public static final String OTHERS = "*";

    static final int MAX_DELIMITER = 4;

    /** Find out everything. */
    public static final ImportOptions DETECT =
            new ImportOptions(null, null, null, null, Map.of(), null, null, null, Map.of());

    /**
     * @throws InvalidParameterException when a value is not allowed; it names the option
     */
    public ImportOptions {
        OptionRules.check(encoding, delimiter, quote, decimal, skipRows);
        decimal = Collections.unmodifiableMap(new LinkedHashMap<>(decimal));
        nullValues = nullValues == null ? null : List.copyOf(nullValues);
        types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    }

    /**
     * The options of a JSON object whose members are named as in requests: {@code skip_rows}.
     *
     * @throws InvalidParameterException when a member is unknown or its value is not allowed
     */
    public static ImportOptions ofJson(JsonNode json) {
        return ImportOptionsJson.read(json);
    }

    /**
     * The options of form fields, which are named as in requests. {@code null_values} is one value
     * or a JSON array, {@code types} and {@code decimal} may be JSON objects, and {@code \t} is a
     * tab. An empty field counts as absent, except {@code quote} and {@code null_values}.
     *
     * @throws InvalidParameterException when a field is unknown or its value is not allowed
     */
    public static ImportOptions ofFields(Map<String, String> fields) {
        return ImportOptionsJson.read(fields);
    }

    /** The options as users see them, without those that are null. */
    public ObjectNode toJson() {
        return ImportOptionsJson.write(this);
    }

    /** These options with other types. */
    public ImportOptions withTypes(Map<String, DType> newTypes) {
        return new ImportOptions(
                sheet, encoding, delimiter, quote, decimal, header, skipRows, nullValues, newTypes);
    }
}
