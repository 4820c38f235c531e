package io.remanso.tables.operations;

import io.remanso.tables.DType;
import java.util.List;
import java.util.Map;

/** Parts of dates, times and timestamps, and what lies between them. */
final class TimeFunctions {

    private TimeFunctions() {}

    static void addTo(Map<String, Function> all) {
        for (String part : List.of("year", "month", "day")) {
            all.put(part, part(part, part, DType.DATE));
        }
        all.put("weekday", part("weekday", "isodow", DType.DATE));
        for (String part : List.of("hour", "minute", "second")) {
            all.put(part, part(part, part, DType.TIME));
        }
    }

    private static Function part(String name, String engineName, DType besidesTimestamps) {
        String form = "%s(%s)".formatted(name, besidesTimestamps);
        return new Function(
                form,
                1,
                1,
                call -> {
                    Operand of = call.argument(0);
                    if (!DType.TIMESTAMP.equals(of.type())
                            && !besidesTimestamps.equals(of.type())) {
                        throw call.wrong(
                                "takes a %s or timestamp; to_%1$s makes one of a text"
                                        .formatted(besidesTimestamps),
                                of);
                    }
                    return call.of(
                            Sql.cast("%s(%s)".formatted(engineName, of.sql()), DType.INT64),
                            DType.INT64);
                });
    }

    /** A date so many days later or earlier. */
    static Operand daysLater(Call call, String sign) {
        if (!DType.DATE.equals(call.argument(0).type())) {
            throw call.wrong("adds days to dates alone; to_date makes one", call.argument(0));
        }
        return call.of(
                "(%s %s %s)"
                        .formatted(
                                call.argument(0).sql(),
                                sign,
                                Sql.cast(call.argument(1).sql(), DType.INT32)),
                DType.DATE);
    }

    /** The days between two dates, or the seconds between two timestamps or times. */
    static Operand between(Call call) {
        DType type = CommonType.of(call.from(), call.arguments());
        String later = CommonType.cast(call.argument(0), type);
        String earlier = CommonType.cast(call.argument(1), type);
        return type.equals(DType.DATE)
                ? call.of("(%s - %s)".formatted(later, earlier), DType.INT64)
                : call.of(
                        "((epoch_us(%s) - epoch_us(%s)) / 1000000.0::DOUBLE)"
                                .formatted(later, earlier),
                        DType.FLOAT64);
    }
}
