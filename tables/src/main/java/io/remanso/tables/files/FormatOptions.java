package io.remanso.tables.files;

import io.remanso.tables.InvalidParameterException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which options mean something for which format; the others are refused rather than ignored. */
final class FormatOptions {

    private static final Set<String> OF_SHEETS =
            Set.of("sheet", "header", "skip_rows", "null_values", "types");
    private static final Set<String> OF_JSON = Set.of("null_values", "types");
    private static final Set<String> OF_TEXT =
            ImportOptionsJson.NAMES.stream()
                    .filter(name -> !name.equals("sheet"))
                    .collect(Collectors.toSet());

    private FormatOptions() {}

    /**
     * @throws InvalidParameterException when an option does not apply
     */
    static void check(FileFormat format, ImportOptions options) {
        @Nullable Set<String> known =
                switch (format) {
                    case XLSX -> OF_SHEETS;
                    case JSON -> OF_JSON;
                    case PARQUET, ARROW -> Set.of();
                    case CSV -> OF_TEXT;
                    case XLS, ODS, PDF, MARKUP, COMPRESSED, BINARY -> null;
                };
        if (known == null) {
            return;
        }
        given(options)
                .forEach((name, given) -> {
                    if (given && !known.contains(name)) {
                        throw new InvalidParameterException(
                                "Option '%s' does not apply to %s; leave it out%s"
                                        .formatted(
                                                name,
                                                format.description(),
                                                name.equals("types")
                                                        ? ", and convert columns after the import"
                                                        : ""));
                    }
                });
    }

    private static Map<String, Boolean> given(ImportOptions options) {
        Map<String, Boolean> given = new LinkedHashMap<>();
        given.put("sheet", options.sheet() != null);
        given.put("encoding", options.encoding() != null);
        given.put("delimiter", options.delimiter() != null);
        given.put("quote", options.quote() != null);
        given.put("decimal", !options.decimal().isEmpty());
        given.put("header", options.header() != null);
        given.put("skip_rows", options.skipRows() != null);
        given.put("null_values", options.nullValues() != null);
        given.put("types", !options.types().isEmpty());
        return given;
    }
}
