package io.remanso.tables.operations;

import io.remanso.tables.Column;
import io.remanso.tables.DType;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Schema;
import io.remanso.tables.UnknownColumnException;
import io.remanso.tables.operations.Condition.Comparison;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A condition as SQL over the columns c0, c1, … that it names. Not thread-safe. */
final class ConditionSql {

    private final Schema schema;
    private final List<Column> columns = new ArrayList<>();
    private final Set<String> patterns = new LinkedHashSet<>();
    private final String sql;

    /**
     * @throws UnknownColumnException when a column does not exist
     * @throws InvalidParameterException when a value is not of its column's family, or a column of
     *     texts is needed
     */
    ConditionSql(Schema schema, Condition condition) {
        this.schema = schema;
        this.sql = sql(condition);
    }

    /** What the condition reads: c0, c1, … in this order. */
    List<Column> columns() {
        return columns;
    }

    /** The regular expressions in it. */
    Set<String> patterns() {
        return patterns;
    }

    String sql() {
        return sql;
    }

    private String sql(Condition condition) {
        return switch (condition) {
            case Condition.And and -> joined(and.conditions(), " AND ");
            case Condition.Or or -> joined(or.conditions(), " OR ");
            case Condition.Not not -> "(NOT %s)".formatted(sql(not.condition()));
            case Condition.IsNull isNull ->
                    "(%s IS NULL)".formatted(name(schema.require(isNull.column())));
            case Condition.NotNull notNull ->
                    "(%s IS NOT NULL)".formatted(name(schema.require(notNull.column())));
            case Condition.Contains contains ->
                    "contains(%s, %s)"
                            .formatted(text(contains.column()), Sql.text(contains.text()));
            case Condition.Matches matches -> {
                patterns.add(matches.pattern());
                yield "regexp_matches(%s, %s)"
                        .formatted(text(matches.column()), Sql.text(matches.pattern()));
            }
            case Condition.Compare compare ->
                    compare(
                            schema.require(compare.column()),
                            compare.comparison(),
                            compare.value());
            case Condition.Between between -> {
                Column column = schema.require(between.column());
                yield "(%s AND %s)"
                        .formatted(
                                compare(column, Comparison.AT_LEAST, between.low()),
                                compare(column, Comparison.AT_MOST, between.high()));
            }
            case Condition.In in -> in(schema.require(in.column()), in.values());
        };
    }

    private String in(Column column, List<CellValue> values) {
        List<String> literals = new ArrayList<>();
        for (CellValue value : values) {
            refuseNull(value, column);
            if (!isExact(column)
                    || !(value instanceof CellValue.Num num)
                    || NumberRange.of(column.dtype()).contains(num.value())) {
                literals.add(Literals.strict(value, column));
            }
        }
        return literals.isEmpty()
                ? always(column, false)
                : "(%s IN (%s))".formatted(name(column), String.join(", ", literals));
    }

    private String joined(List<Condition> conditions, String word) {
        return conditions.stream().map(this::sql).collect(Collectors.joining(word, "(", ")"));
    }

    private String compare(Column column, Comparison comparison, CellValue value) {
        refuseNull(value, column);
        DType dtype = column.dtype();
        boolean ordered =
                switch (comparison) {
                    case EQUAL, NOT_EQUAL -> false;
                    case LESS, AT_MOST, GREATER, AT_LEAST -> true;
                };
        if (dtype.kind() == DType.Kind.BOOL && ordered) {
            throw new InvalidParameterException(
                    "Booleans have no order: column '%s' can be compared by = and !=, got %s"
                            .formatted(column.name(), comparison.sign()));
        }
        if (isExact(column) && value instanceof CellValue.Num num) {
            return exact(column, comparison, num.value());
        }
        return "(%s %s %s)"
                .formatted(name(column), sign(comparison), Literals.strict(value, column));
    }

    private static boolean isExact(Column column) {
        return column.dtype().isNumeric() && !column.dtype().isFloat();
    }

    private static void refuseNull(CellValue value, Column column) {
        if (value instanceof CellValue.Null) {
            throw new InvalidParameterException(
                    "A comparison needs a value that is not null, got null for column '%s'; is_null and not_null find nulls"
                            .formatted(column.name()));
        }
    }

    /**
     * A comparison with a number that the type may not have: 2.5 among integers, or 300 in int8.
     */
    private String exact(Column column, Comparison comparison, BigDecimal number) {
        NumberRange range = NumberRange.of(column.dtype());
        int side =
                number.compareTo(range.highest()) > 0
                        ? 1
                        : number.compareTo(range.lowest()) < 0 ? -1 : 0;
        if (side != 0) {
            boolean all =
                    switch (comparison) {
                        case EQUAL -> false;
                        case NOT_EQUAL -> true;
                        case LESS, AT_MOST -> side > 0;
                        case GREATER, AT_LEAST -> side < 0;
                    };
            return always(column, all);
        }
        if (range.contains(number)) {
            return bounded(column, comparison, number);
        }
        return switch (comparison) {
            case EQUAL -> always(column, false);
            case NOT_EQUAL -> always(column, true);
            case LESS, AT_MOST ->
                    bounded(
                            column,
                            Comparison.AT_MOST,
                            number.setScale(range.scale(), RoundingMode.FLOOR));
            case GREATER, AT_LEAST ->
                    bounded(
                            column,
                            Comparison.AT_LEAST,
                            number.setScale(range.scale(), RoundingMode.CEILING));
        };
    }

    private String bounded(Column column, Comparison comparison, BigDecimal number) {
        return "(%s %s %s)"
                .formatted(
                        name(column),
                        sign(comparison),
                        Literals.strict(CellValue.of(number), column));
    }

    /** The same for every value, and null for null. */
    private String always(Column column, boolean truth) {
        return "(CASE WHEN %s IS NOT NULL THEN %s END)"
                .formatted(name(column), truth ? "TRUE" : "FALSE");
    }

    private static String sign(Comparison comparison) {
        return comparison == Comparison.NOT_EQUAL ? "<>" : comparison.sign();
    }

    private String text(String name) {
        Column column = schema.require(name);
        if (!column.dtype().equals(DType.STRING)) {
            throw new InvalidParameterException(
                    "contains and matches need a text column; column '%s' holds %s"
                            .formatted(name, column.dtype()));
        }
        return name(column);
    }

    private String name(Column column) {
        int index = columns.indexOf(column);
        if (index < 0) {
            index = columns.size();
            columns.add(column);
        }
        return "c" + index;
    }
}
