package io.remanso.tables.operations;

import io.remanso.tables.Column;
import io.remanso.tables.DType;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.UnknownColumnException;
import io.remanso.tables.expressions.Expression;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;

/**
 * An expression as SQL over the columns c0, c1, … that it names. No text of the user's reaches the
 * SQL but as a literal. Not thread-safe.
 */
final class ExpressionSql {

    /** Some functions name an argument several times, so that nested ones grow fast. */
    private static final int MAX_SQL = 200_000;

    private final Table table;
    private final List<Column> columns = new ArrayList<>();
    private final Set<String> formats = new LinkedHashSet<>();
    private final List<IntToDoubleFunction> texts = new ArrayList<>();
    private final String sql;
    private final DType dtype;

    /**
     * @throws UnknownColumnException when a column does not exist
     * @throws InvalidParameterException when there is no such function, or an argument is not of
     *     its type
     */
    ExpressionSql(Table table, Expression expression) {
        this.table = table;
        Operand whole = operand(expression);
        DType type = whole.type();
        if (type == null) {
            throw new InvalidParameterException(
                    "'expression' needs a value that has a type, as in to_text(null); got null");
        }
        if (expression instanceof Expression.Column column) {
            this.dtype = table.schema().require(column.name()).dtype();
            this.sql = "c0";
        } else {
            this.dtype = type;
            this.sql = whole.sql();
        }
    }

    /** What the expression reads: c0, c1, … in this order. */
    List<Column> columns() {
        return columns;
    }

    /** The formats of dates in it. */
    Set<String> formats() {
        return formats;
    }

    String sql() {
        return sql;
    }

    DType dtype() {
        return dtype;
    }

    /** How many bytes the longest of the texts in it, the outcome included, has in a slice. */
    double bytes(int slice) {
        return texts.stream().mapToDouble(bytes -> bytes.applyAsDouble(slice)).max().orElse(0);
    }

    static InvalidParameterException wrong(Expression.Call call, String rule, String got) {
        return new InvalidParameterException(
                "In 'expression' at character %d, '%s' %s; got %s"
                        .formatted(call.at(), call.function(), rule, got));
    }

    private Operand operand(Expression expression) {
        Operand operand =
                switch (expression) {
                    case Expression.Column column -> column(column);
                    case Expression.Num number -> number(number);
                    case Expression.Text text ->
                            Operand.text(
                                    text,
                                    Sql.text(text.value()),
                                    slice -> rows(slice) * 4.0 * text.value().length());
                    case Expression.Truth truth ->
                            Operand.of(truth, truth.value() ? "TRUE" : "FALSE", DType.BOOL);
                    case Expression.Null none -> new Operand(none, "NULL", null, 0, slice -> 0);
                    case Expression.Call call -> call(call);
                };
        if (operand.sql().length() > MAX_SQL) {
            throw new InvalidParameterException(
                    "In 'expression' at character %d, too many functions are nested; make several steps of it"
                            .formatted(expression.at()));
        }
        if (operand.isText()) {
            texts.add(operand.bytes());
        }
        return operand;
    }

    private Operand call(Expression.Call call) {
        Function function = Functions.require(call);
        List<Operand> arguments = new ArrayList<>();
        for (Expression argument : call.arguments()) {
            arguments.add(operand(argument));
        }
        return function.body().apply(new Call(call, arguments, this::rows, formats::add));
    }

    private Operand column(Expression.Column named) {
        Column column = table.schema().require(named.name());
        int index = columns.indexOf(column);
        if (index < 0) {
            index = columns.size();
            columns.add(column);
        }
        String name = "c" + index;
        DType type = column.dtype();
        return switch (type.kind()) {
            case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32 ->
                    new Operand(
                            named,
                            Sql.cast(name, DType.INT64),
                            DType.INT64,
                            Operand.digits(type),
                            slice -> 0);
            case UINT64 -> {
                DType wide = DType.decimal(Operand.digits(type), 0);
                yield Operand.of(named, Sql.cast(name, wide), wide);
            }
            case FLOAT32 -> Operand.of(named, Sql.cast(name, DType.FLOAT64), DType.FLOAT64);
            case STRING ->
                    Operand.text(
                            named,
                            name,
                            slice -> table.manifest().chunksOf(column).get(slice).rawBytes());
            case FLOAT64, BOOL, DATE, TIMESTAMP, TIME, DECIMAL -> Operand.of(named, name, type);
        };
    }

    private static Operand number(Expression.Num number) {
        BigDecimal value = number.value();
        if (!number.exact()) {
            double floating = value.doubleValue();
            if (Double.isInfinite(floating)) {
                throw new InvalidParameterException(
                        "In 'expression' at character %d, a float64 is at most 1.7e308; got %s"
                                .formatted(number.at(), value));
            }
            return Operand.of(number, Sql.number(floating), DType.FLOAT64);
        }
        int digits = Math.max(value.scale() == 0 ? 1 : 0, value.precision() - value.scale());
        DType type =
                value.scale() == 0 && NumberRange.of(DType.INT64).contains(value)
                        ? DType.INT64
                        : DType.decimal(digits + value.scale(), value.scale());
        return new Operand(
                number,
                Sql.cast("'%s'".formatted(value.toPlainString()), type),
                type,
                digits,
                s -> 0);
    }

    private long rows(int slice) {
        return table.manifest().slices().get(slice).rows();
    }
}
