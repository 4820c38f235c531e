package io.remanso.tables.operations;

import static io.remanso.tables.operations.Bench.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.UnknownColumnException;
import io.remanso.tables.operations.Bench.Applied;
import io.remanso.tables.testing.Tables;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterRowsTest {

    private static final String ROWS =
            """
            SELECT * FROM (VALUES
            (0, 10, 1.5::DOUBLE, 0.10::DECIMAL(4,2), 'apple', DATE '2024-01-31', TIMESTAMP '2024-01-31 10:00:00', true),
            (1, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
            (2, -5, 'NaN', -1.00, 'Banana', DATE '1999-12-31', TIMESTAMP '2024-01-31 00:00:00', false),
            (3, 10, 'inf', 99.99, 'it''s', DATE '2024-02-01', TIMESTAMP '2024-01-30 23:59:59.999999', true),
            (4, 127, -0.0, 0.00, '', DATE '2024-01-31', TIMESTAMP '2030-01-01 00:00:00', false)
            ) t(n, i, f, d, s, day, ts, b)\
            """;

    @RegisterExtension final Tables tables = new Tables();
    private final Bench bench = new Bench(tables);

    private Table table() {
        return tables.of(ROWS, 2);
    }

    private Table typed() {
        return tables.of(
                "SELECT n, CAST(i AS TINYINT) AS i, f, d, s, day, ts, b FROM (%s)".formatted(ROWS),
                2);
    }

    private List<@Nullable Object> left(Table table, String where) {
        Operation operation =
                OperationJson.read("{\"operation\":\"filter_rows\",\"where\":%s}".formatted(where));
        return column(bench.apply(table, operation).table(), "n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "i | =  | 10 | 0 3",
                "i | != | 10 | 2 4",
                "i | <  | 10 | 2",
                "i | <= | 10.5 | 0 2 3",
                "i | <  | 10.5 | 0 2 3",
                "i | >= | 10.5 | 4",
                "i | >  | -5.5 | 0 2 3 4",
                "i | =  | 10.5 | ''",
                "i | != | 10.5 | 0 2 3 4",
                "i | <  | 300 | 0 2 3 4",
                "i | >  | 300 | ''",
                "i | >= | -300 | 0 2 3 4",
                "i | =  | 1e40 | ''",
                "d | =  | 0.1 | 0",
                "d | >  | 0.099 | 0 3",
                "d | <= | 0.109 | 0 2 4",
                "d | <  | 99.995 | 0 2 3 4",
                "d | <  | 1000 | 0 2 3 4",
                "f | =  | 0 | 4",
                "f | >  | 1 | 0 2 3",
                "f | =  | \"NaN\" | 2",
                "f | <  | \"Infinity\" | 0 4",
                "s | =  | \"it's\" | 3",
                "s | >  | \"a\" | 0 3",
                "s | != | \"\" | 0 2 3",
                "day | = | \"2024-01-31\" | 0 4",
                "day | > | \"2024-01-31\" | 3",
                "ts | >= | \"2024-01-31\" | 0 2 4",
                "ts | < | \"2024-01-31T00:00:00\" | 3",
                "b | =  | true | 0 3",
                "b | != | true | 2 4",
            })
    void compares(String column, String op, String value, String rows) {
        assertThat(
                        left(
                                typed(),
                                "{\"column\":\"%s\",\"op\":\"%s\",\"value\":%s}"
                                        .formatted(column, op, value)))
                .isEqualTo(numbers(rows));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'column':'i','op':'is_null'} | 1",
                "{'column':'i','op':'not_null'} | 0 2 3 4",
                "{'column':'i','op':'in','value':[10,-5,10.5,1000]} | 0 2 3",
                "{'column':'i','op':'in','value':[10.5]} | ",
                "{'not':{'column':'i','op':'in','value':[10.5]}} | 0 2 3 4",
                "{'column':'f','op':'in','value':['NaN',1.5]} | 0 2",
                "{'column':'d','op':'between','value':[-1,0.1]} | 0 2 4",
                "{'column':'s','op':'contains','value':'an'} | 2",
                "{'column':'s','op':'contains','value':''} | 0 2 3 4",
                "{'column':'s','op':'matches','value':'^[a-z]+$'} | 0",
                "{'column':'s','op':'matches','value':'(?i)^b'} | 2",
                "{'not':{'column':'i','op':'>','value':0}} | 2",
                "{'not':{'not':{'column':'i','op':'>','value':0}}} | 0 3 4",
                "{'or':[{'column':'i','op':'is_null'},{'column':'i','op':'<','value':0}]} | 1 2",
                "{'and':[{'column':'b','op':'=','value':true},{'column':'s','op':'contains','value':'p'}]} | 0",
                "{'or':[{'column':'i','op':'=','value':10},{'column':'i','op':'!=','value':10}]} | 0 2 3 4",
            })
    void combines(String where, @Nullable String rows) {
        assertThat(left(typed(), where.replace('\'', '"')))
                .isEqualTo(numbers(rows == null ? "" : rows));
    }

    private static List<Object> numbers(String rows) {
        return rows.isBlank()
                ? List.of()
                : List.of(rows.split(" ")).stream()
                        .map(row -> (Object) Integer.valueOf(row))
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'column':'i','op':'=','value':'10'} | Column 'i' holds int8, so a value for it is a whole number",
                "{'column':'s','op':'=','value':10} | Column 's' holds string, so a value for it is a text; got 10",
                "{'column':'day','op':'=','value':'31.01.2024'} | Column 'day' holds date",
                "{'column':'b','op':'<','value':true} | Booleans have no order: column 'b'",
                "{'column':'i','op':'contains','value':'1'} | contains and matches need a text column; column 'i' holds int8",
                "{'column':'s','op':'matches','value':'('} | A regular expression must have the syntax of RE2; got \"(\": missing ): (",
                "{'column':'i','op':'=','value':null} | In 'where', a value is required and not null; is_null and not_null find nulls",
                "{'column':'i','op':'='} | In 'where', a value is required and not null",
                "{'column':'i','op':'==','value':1} | In 'where', op is one of =, !=",
                "{'column':'i','op':'is_null','value':1} | In 'where', is_null and not_null have no value",
                "{'column':'i','op':'in','value':[]} | The condition 'in' needs at least one value; got none for column 'i'",
                "{'column':'i','op':'between','value':[1]} | In 'where', between has the value [lowest, highest]",
                "{'column':'i','op':'=','value':[1]} | A value is text, a number, true, false or null; got [1]",
                "{'column':'i','op':'=','value':1,'x':1} | In 'where', a condition is",
                "{'and':[]} | 'and' needs at least one condition; got none",
                "{'xor':[]} | In 'where', a condition is",
                "{'and':[{'column':'i','op':'is_null'}],'or':[]} | In 'where', a condition is",
                "[] | In 'where', a condition is",
                "1 | In 'where', a condition is",
            })
    void refuses(String where, String message) {
        assertThatThrownBy(() -> left(typed(), where.replace('\'', '"')))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void refusesAColumnThatDoesNotExist() {
        assertThatThrownBy(() -> left(table(), "{\"column\":\"z\",\"op\":\"is_null\"}"))
                .isInstanceOf(UnknownColumnException.class);
    }

    @Test
    void treesAreBoundedInDepthAndSize() {
        String leaf = "{\"column\":\"i\",\"op\":\"is_null\"}";
        assertThat(left(table(), "{\"not\":".repeat(30) + leaf + "}".repeat(30)))
                .containsExactly(1);
        OperationJsonTest.refuses(
                "{\"operation\":\"filter_rows\",\"where\":%s}"
                        .formatted("{\"not\":".repeat(32) + leaf + "}".repeat(32)),
                "'where' has at most 1000 conditions, 32 deep; got more");
        String many = String.join(",", IntStream.range(0, 999).mapToObj(i -> leaf).toList());
        assertThat(left(table(), "{\"or\":[%s]}".formatted(many))).containsExactly(1);
        OperationJsonTest.refuses(
                "{\"operation\":\"filter_rows\",\"where\":{\"or\":[%s,%s]}}".formatted(many, leaf),
                "'where' has at most 1000 conditions, 32 deep; got more");
    }

    @Test
    void aListOfManyValues() {
        Table table = tables.of("SELECT range AS n FROM range(100000)");
        String values =
                String.join(
                        ",",
                        IntStream.range(0, 10_000)
                                .mapToObj(i -> Integer.toString(i * 20))
                                .toList());
        assertThat(left(table, "{\"column\":\"n\",\"op\":\"in\",\"value\":[%s]}".formatted(values)))
                .hasSize(5_000);
    }

    @Test
    void marksFollowTheRowsThatStay() {
        Table table = bench.mark(table(), "i", 1);
        assertThat(
                        Bench.marks(
                                bench.apply(table, new FilterRows(new Condition.IsNull("i")))
                                        .table(),
                                "i"))
                .containsExactly(1L);
        assertThat(
                        bench.apply(table, new FilterRows(new Condition.NotNull("i")))
                                .change()
                                .manifest()
                                .marks())
                .isEmpty();
    }

    @Test
    void readsOnlyTheColumnsOfTheConditionWhenNothingGoes() {
        Table table = table();
        Applied applied =
                bench.apply(
                        table,
                        new FilterRows(
                                new Condition.Or(
                                        List.of(
                                                new Condition.NotNull("i"),
                                                new Condition.IsNull("i")))));

        assertThat(applied.change().manifest()).isEqualTo(table.manifest());
        assertThat(applied.change().footprint()).isEqualTo(Footprint.of(Set.of("c1"), Set.of()));
        assertThat(tables.chunks().reads().stream().flatMap(Set::stream))
                .allMatch(name ->
                        Bench.chunks(table.manifest(), "i").stream()
                                .anyMatch(ref -> ref.name().equals(name)));
    }

    @Test
    void summaries() {
        assertThat(
                        new FilterRows(
                                        new Condition.And(
                                                List.of(
                                                        new Condition.Compare(
                                                                "age",
                                                                Condition.Comparison.AT_LEAST,
                                                                CellValue.of(18)),
                                                        new Condition.Or(
                                                                List.of(
                                                                        new Condition.IsNull("b"),
                                                                        new Condition.Not(
                                                                                new Condition
                                                                                        .Contains(
                                                                                        "c",
                                                                                        "x")))))))
                                .summary())
                .isEqualTo(
                        "Keep rows where 'age' >= 18 and ('b' is null or not ('c' contains \"x\"))");
    }
}
