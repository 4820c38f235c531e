package io.remanso.tables.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.DType;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.TableException;
import io.remanso.tables.clusters.Clustering;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationJsonTest {

    static List<Operation> operations() {
        return List.of(
                new FillNulls(List.of("a", "b"), FillNulls.Strategy.MEAN),
                new FillNulls(
                        List.of("a"),
                        FillNulls.Strategy.CONSTANT,
                        CellValue.of(new BigDecimal("12345678901234567890.0123456789")),
                        List.of()),
                new FillNulls(List.of("a"), FillNulls.Strategy.LINEAR, null, List.of("b", "c")),
                new DropNulls(null, new DropNulls.NoNulls()),
                new DropNulls(List.of("a"), new DropNulls.SomeValue()),
                new DropNulls(List.of("a"), new DropNulls.AtLeast(2)),
                new DropDuplicates(null, DropDuplicates.Keep.FIRST),
                new DropDuplicates(List.of("a"), DropDuplicates.Keep.LAST),
                new SampleRows(new SampleRows.Rows(10), -7),
                new SampleRows(new SampleRows.Part(new BigDecimal("0.10")), 0),
                new HandleOutliers(
                        List.of("a"),
                        HandleOutliers.Method.ZSCORE,
                        new BigDecimal("2.50"),
                        HandleOutliers.Action.CLIP),
                new Extract("a", "(\\d)", List.of("b")),
                new SplitColumn("a", ",", false, List.of("b", "c")),
                new SplitColumn("a", "\\s+", true, List.of("b", "c")),
                new MergeColumns(List.of("a", "b"), "c", ""),
                new Scale(List.of("a", "b"), Scale.Method.LOG),
                new SortRows(List.of(new SortRows.Key("a", true), new SortRows.Key("b", false))),
                new FilterRows(everyCondition()),
                new RenameColumns(Map.of("a", "b")),
                new DropColumns(List.of("a", "b")),
                new SelectColumns(List.of("b", "a")),
                new ReorderColumns(List.of("b")),
                new TrimWhitespace(null),
                new TrimWhitespace(List.of("a")),
                new StripAccents(List.of("a")),
                new ChangeCase(List.of("a"), ChangeCase.To.TITLE),
                new ReplaceValues(
                        List.of("a"),
                        new ReplaceValues.ByMapping(
                                Map.of("", CellValue.none(), "x", CellValue.of(true)))),
                new ReplaceValues(
                        List.of("a"), new ReplaceValues.ByPattern("(\\s)", "\\1 é 😀", true)),
                new ConvertType(List.of("a"), DType.decimal(10, 2), null, ConvertType.OnError.NULL),
                new ClusterValues("a", new Clustering.Fingerprint(), true),
                new ClusterValues("a", new Clustering.Ngram(3), false),
                new ClusterValues("a", new Clustering.Levenshtein(2), true),
                new AddColumn("c", "if(\"a b\" > 1, 'x', null)"),
                new ConvertType(List.of("a"), DType.DATE, "%d.%m.%Y", ConvertType.OnError.FAIL),
                new SetCells(
                        List.of(
                                new SetCells.Cell(0, "a", CellValue.of("x")),
                                new SetCells.Cell(1L << 40, "b", CellValue.none()))));
    }

    private static Condition everyCondition() {
        List<Condition> all = new ArrayList<>();
        for (Condition.Comparison comparison : Condition.Comparison.values()) {
            all.add(new Condition.Compare("a", comparison, CellValue.of(new BigDecimal("1.5"))));
        }
        all.add(new Condition.In("a", List.of(CellValue.of(true), CellValue.of("x"))));
        all.add(new Condition.Between("a", CellValue.of(1), CellValue.of(2)));
        all.add(new Condition.Or(List.of(new Condition.IsNull("a"), new Condition.NotNull("b"))));
        all.add(new Condition.Not(new Condition.Contains("a", "\"x\"")));
        all.add(new Condition.Matches("a", "^\\d+$"));
        return new Condition.And(all);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void readsBackWhatItWrote(Operation operation) {
        String json = OperationJson.write(operation).toString();

        assertThat(OperationJson.read(json)).isEqualTo(operation);
        assertThat(OperationJson.read(OperationJson.write(operation))).isEqualTo(operation);
        assertThat(OperationJson.write(OperationJson.read(json))).hasToString(json);
    }

    @Test
    void everyListedOperationIsCovered() {
        assertThat(operations().stream().map(Operation::name).distinct())
                .containsExactlyInAnyOrderElementsOf(OperationJson.names());
    }

    @Test
    void refusesAnOperationThatDoesNotExist() {
        assertThatThrownBy(() -> OperationJson.read("{\"operation\":\"frobnicate\"}"))
                .isInstanceOf(UnknownOperationException.class)
                .extracting(e -> ((TableException) e).code())
                .isEqualTo("unknown_operation");
        assertThatThrownBy(() -> OperationJson.read("{\"operation\":\"frobnicate\"}"))
                .hasMessageStartingWith(
                        "There is no operation 'frobnicate'; the operations are: fill_nulls");
    }

    @Test
    void namesTheParameterThatIsWrong() {
        refuses(
                "{\"operation\":\"drop_columns\",\"columns\":\"a\"}",
                "Parameter 'columns' of drop_columns must be a list of column names, each once and at least one; got \"a\"");
        refuses(
                "{\"operation\":\"drop_columns\"}",
                "Parameter 'columns' of drop_columns is required: a list of column names, each once and at least one");
        refuses(
                "{\"operation\":\"drop_columns\",\"columns\":[\"a\"],\"force\":true}",
                "drop_columns has the parameters operation, columns; got 'force'");
        refuses(
                "{\"operation\":\"drop_columns\",\"columns\":[\"a\",\"a\"]}",
                "Parameter 'columns' of drop_columns must be a list of column names, each once and at least one; got \"a\"");
        refuses(
                "{\"operation\":\"rename_columns\",\"mapping\":{\"a\":1}}",
                "Parameter 'mapping' of rename_columns must be an object {\"old name\": \"new name\", …}; got 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'operation':'rename_columns','mapping':{'a':'q\\u0000r'}}",
                "{'operation':'set_cells','cells':[{'row':0,'column':'a','value':'q\\u0000r'}]}",
                "{'operation':'fill_nulls','columns':['a'],'strategy':'constant','value':'q\\u0000r'}",
                "{'operation':'replace_values','columns':['a'],'mapping':{'x':'q\\u0000r'}}",
                "{'operation':'replace_values','columns':['a'],'mapping':{'q\\u0000r':'x'}}",
                "{'operation':'replace_values','columns':['a'],'pattern':'x','with':'q\\u0000r'}",
                "{'operation':'merge_columns','columns':['a'],'into':'q\\u0000r'}",
                "{'operation':'merge_columns','columns':['a'],'into':'b','separator':'q\\u0000r'}",
                "{'operation':'split_column','column':'a','delimiter':',','into':['b','q\\u0000r']}",
                "{'operation':'add_column','name':'q\\u0000r','expression':'1'}",
                "{'operation':'filter_rows','where':{'column':'a','op':'=','value':'q\\u0000r'}}",
                "{'operation':'filter_rows','where':{'column':'a','op':'contains','value':'q\\u0000r'}}"
            })
    void refusesZeroCharacters(String json) {
        refuses(json.replace('\'', '"'), "A text has no zero characters, got one at position 1");
    }

    @Test
    void refusesWhatIsNoOperation() {
        refuses("[]", "An operation is a JSON object {\"operation\": NAME, …}; got []");
        refuses("{}", "Parameter 'operation' must be one of");
        refuses("{\"operation\":1}", "Parameter 'operation' must be one of");
        refuses("{\"operation\":", "An operation is a JSON object; this is not JSON");
        refuses("", "An operation is a JSON object");
        refuses(
                "{\"operation\":\"drop_columns\",\"operation\":\"drop_columns\"}",
                "An operation is a JSON object; this is not JSON");
    }

    static void refuses(String json, String message) {
        assertThatThrownBy(() -> OperationJson.read(json))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith(message);
    }
}
