package io.remanso.tables.operations;

import java.util.List;
import java.util.stream.Collectors;

/** A condition in words, for summaries: {@code 'age' >= 18 and 'city' is null}. */
final class ConditionWords {

    private static final int MAX_LENGTH = 200;

    private ConditionWords() {}

    static String of(Condition condition) {
        String words = words(condition);
        return words.length() <= MAX_LENGTH
                ? words
                : words.substring(0, words.offsetByCodePoints(0, MAX_LENGTH / 2)) + "…";
    }

    private static String words(Condition condition) {
        return switch (condition) {
            case Condition.Compare c ->
                    "%s %s %s"
                            .formatted(
                                    Shown.text(c.column()),
                                    c.comparison().sign(),
                                    Shown.value(c.value()));
            case Condition.In in ->
                    "%s in (%s%s)"
                            .formatted(
                                    Shown.text(in.column()),
                                    in.values().stream()
                                            .limit(Shown.MAX_COLUMNS)
                                            .map(Shown::value)
                                            .collect(Collectors.joining(", ")),
                                    Shown.more(in.values().size()));
            case Condition.Between b ->
                    "%s between %s and %s"
                            .formatted(
                                    Shown.text(b.column()),
                                    Shown.value(b.low()),
                                    Shown.value(b.high()));
            case Condition.IsNull n -> Shown.text(n.column()) + " is null";
            case Condition.NotNull n -> Shown.text(n.column()) + " is not null";
            case Condition.Contains c ->
                    "%s contains %s"
                            .formatted(Shown.text(c.column()), Shown.value(CellValue.of(c.text())));
            case Condition.Matches m ->
                    "%s matches %s"
                            .formatted(
                                    Shown.text(m.column()), Shown.value(CellValue.of(m.pattern())));
            case Condition.And and -> joined(and.conditions(), " and ");
            case Condition.Or or -> joined(or.conditions(), " or ");
            case Condition.Not not -> "not (" + words(not.condition()) + ")";
        };
    }

    private static String joined(List<Condition> conditions, String word) {
        return conditions.stream()
                .map(condition ->
                        condition instanceof Condition.And || condition instanceof Condition.Or
                                ? "(" + words(condition) + ")"
                                : words(condition))
                .collect(Collectors.joining(word));
    }
}
