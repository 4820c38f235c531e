package io.remanso.tables.operations;

import io.remanso.tables.DType;
import io.remanso.tables.Table;
import io.remanso.tables.clusters.Clustering;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Operations made by chance, most of which fit the table. */
final class RandomOperations {

    private static final List<String> TYPES =
            List.of(
                    "int8",
                    "int64",
                    "float64",
                    "float32",
                    "string",
                    "bool",
                    "decimal(8,3)",
                    "date",
                    "timestamp");

    private final Random random;

    RandomOperations(Random random) {
        this.random = random;
    }

    Operation next(Table table) {
        List<String> some = some(table);
        String one = some.getFirst();
        return switch (random.nextInt(23)) {
            case 0, 1, 2 -> fill(table, some);
            case 3 -> new DropNulls(some, rule(some.size()));
            case 4 ->
                    new ConvertType(
                            some,
                            DType.parse(pick(TYPES)),
                            null,
                            pick(List.of(ConvertType.OnError.values())));
            case 5 -> new RenameColumns(Map.of(one, one + "x"));
            case 6 -> new DropColumns(List.of(one));
            case 7 -> new SelectColumns(some);
            case 8 -> new ReorderColumns(some);
            case 9 -> new TrimWhitespace(null);
            case 10 -> new ChangeCase(some, pick(List.of(ChangeCase.To.values())));
            case 11 ->
                    new ReplaceValues(
                            some,
                            new ReplaceValues.ByMapping(
                                    Map.of("1", CellValue.of("2"), "3", CellValue.none())));
            case 12 ->
                    new ReplaceValues(
                            some,
                            new ReplaceValues.ByPattern("e?[a1]", "<\\0>", random.nextBoolean()));
            case 13 -> new DropDuplicates(some, pick(List.of(DropDuplicates.Keep.values())));
            case 14, 15 -> new FilterRows(condition(table, 2));
            case 16 ->
                    new SortRows(
                            some.stream()
                                    .map(name -> new SortRows.Key(name, random.nextBoolean()))
                                    .toList());
            case 17 ->
                    new SampleRows(
                            new SampleRows.Part(BigDecimal.valueOf(random.nextInt(5, 11), 1)),
                            random.nextLong());
            case 19 ->
                    new HandleOutliers(
                            some,
                            pick(List.of(HandleOutliers.Method.values())),
                            BigDecimal.valueOf(random.nextInt(1, 20), 1),
                            pick(List.of(HandleOutliers.Action.values())));
            case 20 -> new Scale(some, pick(List.of(Scale.Method.values())));
            case 18 -> new StripAccents(null);
            case 21 ->
                    new ClusterValues(
                            one,
                            pick(List.of(new Clustering.Ngram(1), new Clustering.Levenshtein(3))),
                            random.nextBoolean());
            default -> cells(table, some);
        };
    }

    private Operation fill(Table table, List<String> some) {
        FillNulls.Strategy strategy = pick(List.of(FillNulls.Strategy.values()));
        List<String> groups = new ArrayList<>(table.schema().names());
        groups.removeAll(some);
        boolean constant = strategy == FillNulls.Strategy.CONSTANT;
        return new FillNulls(
                some,
                strategy,
                constant
                        ? pick(
                                List.of(
                                        CellValue.of(1),
                                        CellValue.of("x"),
                                        CellValue.of(new BigDecimal("0.5"))))
                        : null,
                constant || groups.isEmpty() || random.nextBoolean()
                        ? List.of()
                        : groups.subList(0, 1));
    }

    private DropNulls.Rule rule(int columns) {
        return switch (random.nextInt(3)) {
            case 0 -> new DropNulls.NoNulls();
            case 1 -> new DropNulls.SomeValue();
            default -> new DropNulls.AtLeast(1 + random.nextInt(columns));
        };
    }

    private Condition condition(Table table, int depth) {
        String column = pick(table.schema().names());
        return switch (random.nextInt(depth == 0 ? 4 : 7)) {
            case 0 -> new Condition.IsNull(column);
            case 1 -> new Condition.NotNull(column);
            case 2 ->
                    new Condition.Compare(
                            column,
                            pick(List.of(Condition.Comparison.values())),
                            pick(
                                    List.of(
                                            CellValue.of(random.nextInt(50)),
                                            CellValue.of("2024-03-01"))));
            case 3 ->
                    new Condition.In(
                            column, List.of(CellValue.of(1), CellValue.of(new BigDecimal("0.25"))));
            case 4 -> new Condition.Not(condition(table, depth - 1));
            case 5 ->
                    new Condition.And(
                            List.of(condition(table, depth - 1), condition(table, depth - 1)));
            default ->
                    new Condition.Or(
                            List.of(condition(table, depth - 1), condition(table, depth - 1)));
        };
    }

    private Operation cells(Table table, List<String> some) {
        List<SetCells.Cell> cells = new ArrayList<>();
        for (String name : some) {
            cells.add(
                    new SetCells.Cell(
                            random.nextLong(Math.max(1, table.rows())),
                            name,
                            pick(
                                    List.of(
                                            CellValue.none(),
                                            CellValue.of("1"),
                                            CellValue.of("2024-03-01")))));
        }
        return new SetCells(cells);
    }

    private List<String> some(Table table) {
        List<String> names = new ArrayList<>(table.schema().names());
        Collections.shuffle(names, random);
        return List.copyOf(names.subList(0, 1 + random.nextInt(names.size())));
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
