package io.remanso.tables.files;

import org.jspecify.annotations.Nullable;

/** What the number format of a cell makes of a number: a moment, or nothing. */
enum Moments {
    NONE,
    DATE,
    TIME,
    TIMESTAMP;

    /**
     * @param id the number of the format; those that every spreadsheet has need no text
     * @param format its text
     */
    static Moments of(@Nullable Integer id, @Nullable String format) {
        if (id != null) {
            if (id >= 14 && id <= 17) {
                return DATE;
            }
            if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) {
                return TIME;
            }
            if (id == 22) {
                return TIMESTAMP;
            }
        }
        return format == null ? NONE : of(format);
    }

    private static Moments of(String format) {
        String signs =
                format.split(";", 2)[0]
                        .replaceAll("\"[^\"]*\"|\\\\.|_.|\\*.", "")
                        .replaceAll("\\[(?![hms]+\\])[^\\]]*\\]", "")
                        .toLowerCase(java.util.Locale.ROOT)
                        .replace("general", "");
        boolean day = signs.contains("y") || signs.contains("d");
        boolean time = signs.contains("h") || signs.contains("s");
        if (day || time) {
            return day && time ? TIMESTAMP : day ? DATE : TIME;
        }
        return signs.contains("m") ? DATE : NONE;
    }
}
