package io.remanso.tables.files;

import io.remanso.tables.DType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How dates, timestamps and times are read from texts. */
final class TimeTypes {

    private static final Pattern ANY = Pattern.compile("(?s).*");
    private static final String ISO_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
    private static final String MINUTE = "([01][0-9]|2[0-3]):[0-5][0-9]";
    private static final String CLOCK = MINUTE + "(:[0-5][0-9]([.][0-9]{1,6}0*)?)?";

    private static final Pattern THREE =
            Pattern.compile("([0-9]{1,4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,4}).*");

    /** The order of day, month and year in a date. */
    enum Order {
        YEAR_FIRST,
        DAY_FIRST,
        MONTH_FIRST
    }

    static final TextType ISO_DATE =
            iso(
                    DType.DATE,
                    ISO_DAY,
                    "TRY_CAST($c AS DATE)",
                    "strlen($c) = 10 AND $v::VARCHAR = $c");

    static final TextType ISO_TIMESTAMP =
            iso(
                    DType.TIMESTAMP,
                    ISO_DAY + "[ T]" + CLOCK,
                    "TRY_CAST($c AS TIMESTAMP)",
                    "strlen($c) <= 26 AND $v::VARCHAR = replace($c, 'T', ' ')");

    /** Timestamps that say they are UTC. */
    static final TextType UTC_TIMESTAMP =
            iso(
                    DType.TIMESTAMP,
                    ISO_DAY + "[ T]" + CLOCK + " ?(Z|UTC|[+]00:?00)",
                    "TRY_CAST(regexp_replace(trim($c), ' ?(Z|UTC|[+]00:?00)$', '') AS TIMESTAMP)",
                    "false");

    static final TextType TIME =
            new TextType(
                    DType.TIME,
                    "",
                    Pattern.compile(CLOCK),
                    text -> true,
                    "TRY_CAST($c AS TIME)",
                    "$v::VARCHAR = $c",
                    "true",
                    ANY);

    /** All forms of dates that are told apart by their texts. */
    static final List<TextType> DATES = new ArrayList<>(List.of(ISO_DATE));

    /** All forms of timestamps that are told apart by their texts. */
    static final List<TextType> TIMESTAMPS = new ArrayList<>(List.of(ISO_TIMESTAMP, UTC_TIMESTAMP));

    static {
        DATES.add(date(Order.YEAR_FIRST, "/"));
        DATES.add(date(Order.YEAR_FIRST, "."));
        TIMESTAMPS.add(timestamp(Order.YEAR_FIRST, "/"));
        for (String sign : List.of("/", "-", ".")) {
            DATES.add(date(Order.DAY_FIRST, sign));
            TIMESTAMPS.add(timestamp(Order.DAY_FIRST, sign));
        }
        for (String sign : List.of("/", "-")) {
            DATES.add(date(Order.MONTH_FIRST, sign));
            TIMESTAMPS.add(timestamp(Order.MONTH_FIRST, sign));
        }
    }

    private TimeTypes() {}

    private static TextType iso(DType dtype, String form, String value, String quick) {
        return new TextType(
                dtype,
                "",
                Pattern.compile(form),
                text -> isDay(text, Order.YEAR_FIRST),
                value,
                quick,
                "true",
                ANY);
    }

    private static TextType date(Order order, String sign) {
        return new TextType(
                DType.DATE,
                "",
                Pattern.compile(form(order, sign)),
                text -> isDay(text, order),
                "CAST(TRY_STRPTIME(trim($c), '%s') AS DATE)".formatted(format(order, sign)),
                "false",
                "true",
                ANY);
    }

    private static TextType timestamp(Order order, String sign) {
        String day = format(order, sign);
        return new TextType(
                DType.TIMESTAMP,
                "",
                Pattern.compile(
                        form(order, sign) + " ([0-9]|[01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?"),
                text -> isDay(text, order),
                "TRY_STRPTIME(trim($c), ['%1$s %%H:%%M:%%S', '%1$s %%H:%%M'])".formatted(day),
                "false",
                "true",
                ANY);
    }

    private static String form(Order order, String sign) {
        return order == Order.YEAR_FIRST
                ? "[0-9]{4}[%1$s][0-9]{1,2}[%1$s][0-9]{1,2}".formatted(sign)
                : "[0-9]{1,2}[%1$s][0-9]{1,2}[%1$s][0-9]{4}".formatted(sign);
    }

    private static String format(Order order, String sign) {
        return switch (order) {
            case YEAR_FIRST -> "%%Y%1$s%%m%1$s%%d".formatted(sign);
            case DAY_FIRST -> "%%d%1$s%%m%1$s%%Y".formatted(sign);
            case MONTH_FIRST -> "%%m%1$s%%d%1$s%%Y".formatted(sign);
        };
    }

    /** Whether the calendar has the day that the text begins with. */
    private static boolean isDay(String text, Order order) {
        Matcher parts = THREE.matcher(text);
        if (!parts.matches()) {
            return false;
        }
        int first = Integer.parseInt(parts.group(1));
        int second = Integer.parseInt(parts.group(2));
        int third = Integer.parseInt(parts.group(3));
        try {
            LocalDate day =
                    switch (order) {
                        case YEAR_FIRST -> LocalDate.of(first, second, third);
                        case DAY_FIRST -> LocalDate.of(third, second, first);
                        case MONTH_FIRST -> LocalDate.of(third, first, second);
                    };
            return day.getYear() > 0;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
