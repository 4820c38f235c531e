package io.remanso.tables.files;

import io.remanso.tables.DType;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options that a text was read with: what was found, overridden by what was asked for. */
final class UsedOptions {

    private UsedOptions() {}

    /** The options of a text that was only looked at. */
    static ImportOptions of(ImportOptions asked, Charset charset, Layout layout) {
        return of(asked, charset, layout, layout.guesses().stream().map(TypeGuess::best).toList());
    }

    /** The options of a text whose columns were read as these types. */
    static ImportOptions of(
            ImportOptions asked, Charset charset, Layout layout, List<TextType> read) {
        Map<String, String> decimal = new LinkedHashMap<>();
        Map<String, DType> types = new LinkedHashMap<>();
        for (int i = 0; i < layout.columns(); i++) {
            String name = layout.names().get(i);
            TextType type = read.get(i);
            types.put(name, type.dtype());
            if (!type.decimal().isEmpty()) {
                decimal.put(name, type.decimal());
            }
        }
        return new ImportOptions(
                asked.sheet(),
                charset.name(),
                layout.dialect().delimiter(),
                layout.dialect().quoteText(),
                decimal,
                layout.headerRecords() > 0,
                layout.skippedLines(),
                asked.nullValues() == null ? List.of() : asked.nullValues(),
                types);
    }
}
