package io.remanso.tables.files;

import java.util.List;

/** Lists of names in messages. */
final class Names {

    private static final int MOST = 10;

    private Names() {}

    /** The name of a file without its extension. */
    static String title(String filename) {
        int point = filename.lastIndexOf('.');
        return point > 0 ? filename.substring(0, point) : filename;
    }

    /** The names between commas; of many only the first. */
    static String some(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(MOST, names.size())));
        return names.size() > MOST ? first + " and %,d more".formatted(names.size() - MOST) : first;
    }
}
