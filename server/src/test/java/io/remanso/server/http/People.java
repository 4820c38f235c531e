package io.remanso.server.http;

import java.util.Locale;

/** A made-up table with codes that begin with zeros, and gaps in its numbers. */
final class People {

    /** Rows of {@link #csv()}. */
    static final int ROWS = 1_000;

    /** Rows of {@link #csv()} without an age: every seventh. */
    static final int AGES_MISSING = 143;

    private People() {}

    /** Columns code, name, age and income. */
    static String csv() {
        return csv(ROWS);
    }

    static String csv(int rows) {
        StringBuilder csv = new StringBuilder("code,name,age,income\n");
        for (int i = 0; i < rows; i++) {
            String age = i % 7 == 0 ? "" : Integer.toString(20 + i * 31 % 50);
            String income =
                    i % 11 == 0
                            ? ""
                            : String.format(Locale.ROOT, "%d.%02d", 900 + i * 17 % 4000, i % 100);
            csv.append("%05d,\"Person, %d\",%s,%s\n".formatted(i, i * 7919 % rows, age, income));
        }
        return csv.toString();
    }
}
