package io.remanso.server.api;

import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.files.ImportOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a request wants a file to be imported.
 *
 * @param ttl how long the session lives after its last access; null takes the setting's
 */
record ImportRequest(ImportOptions options, @Nullable Duration ttl) {

    private static final String TTL = "ttl_seconds";
    private static final long MAX_TTL_SECONDS = 366L * 24 * 3600;

    /** The request of query parameters and form fields; {@code filename} is none of its own. */
    static ImportRequest ofParameters(Map<String, String> parameters) {
        Map<String, String> options = new LinkedHashMap<>(parameters);
        options.remove("filename");
        String ttl = options.remove(TTL);
        return new ImportRequest(
                ImportOptions.ofFields(options),
                ttl == null || ttl.isBlank() ? null : ttl(seconds(ttl.strip())));
    }

    /**
     * The request of the members {@code sheet} and {@code options} of a body.
     *
     * @param sheet wins over the one in the options
     */
    static ImportRequest ofJson(@Nullable String sheet, @Nullable ObjectNode json) {
        if (json == null) {
            return new ImportRequest(withSheet(ImportOptions.DETECT, sheet), null);
        }
        ObjectNode options = json.deepCopy();
        JsonNode ttl = options.remove(TTL);
        if (ttl != null && !ttl.isNull() && !ttl.canConvertToExactIntegral()) {
            throw notSeconds(ttl.toString());
        }
        return new ImportRequest(
                withSheet(ImportOptions.ofJson(options), sheet),
                ttl == null || ttl.isNull() ? null : ttl(ttl.longValue()));
    }

    /**
     * @throws InvalidParameterException when it is no sensible time to live
     */
    static Duration ttl(long seconds) {
        if (seconds < 1 || seconds > MAX_TTL_SECONDS) {
            throw notSeconds(Long.toString(seconds));
        }
        return Duration.ofSeconds(seconds);
    }

    private static long seconds(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw notSeconds(text);
        }
    }

    private static InvalidParameterException notSeconds(String got) {
        return new InvalidParameterException(
                "ttl_seconds must be a whole number from 1 to %d, got '%s'"
                        .formatted(MAX_TTL_SECONDS, got));
    }

    private static ImportOptions withSheet(ImportOptions options, @Nullable String sheet) {
        return sheet == null
                ? options
                : new ImportOptions(
                        sheet,
                        options.encoding(),
                        options.delimiter(),
                        options.quote(),
                        options.decimal(),
                        options.header(),
                        options.skipRows(),
                        options.nullValues(),
                        options.types());
    }
}
