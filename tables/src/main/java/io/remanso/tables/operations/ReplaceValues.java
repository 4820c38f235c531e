package io.remanso.tables.operations;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import io.remanso.tables.internal.TableScan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Replaces whole values by a {@link ByMapping mapping}, or parts of texts by a {@link ByPattern
 * pattern}. Nulls are not replaced.
 *
 * @param columns the columns
 * @param by what is replaced with what
 */
public record ReplaceValues(List<String> columns, Replacement by) implements Operation {

    static final String NAME = "replace_values";

    /** What is replaced with what. */
    public sealed interface Replacement {}

    /**
     * Whole values. Keys and texts among the values are read as cells of the column's type, so that
     * "-999" is a number in a column of numbers.
     *
     * @param mapping from value to value; null removes the value
     */
    public record ByMapping(Map<String, CellValue> mapping) implements Replacement {
        public ByMapping {
            if (mapping.isEmpty()) {
                throw new InvalidParameterException(
                        "replace_values needs at least one value to replace; got an empty mapping");
            }
            mapping = Ordered.copyOf(mapping);
        }
    }

    /**
     * Every place where the pattern is found in a text, from left to right, without overlaps.
     *
     * @param pattern a text that is not empty, or a regular expression in the syntax of RE2
     * @param with what stands there afterwards; for a regular expression, {@code \1} to {@code \9}
     *     are what its groups found, {@code \0} is all that was found, and {@code \\} a backslash
     * @param regex whether the pattern is a regular expression
     */
    public record ByPattern(String pattern, String with, boolean regex) implements Replacement {
        public ByPattern {
            if (pattern.isEmpty()) {
                throw new InvalidParameterException(
                        "replace_values needs a pattern of at least one character; got \"\"");
            }
            if (regex) {
                Regex.checkLength(pattern);
                Regex.groupsIn(with);
            }
        }
    }

    public ReplaceValues {
        columns = Columns.checked(NAME, columns);
    }

    static ReplaceValues read(Parameters parameters) {
        List<String> columns = parameters.columns();
        boolean mapping = parameters.has("mapping");
        if (mapping == parameters.has("pattern")) {
            throw parameters.refused(
                    "give either 'mapping' or 'pattern' and 'with'; got "
                            + (mapping ? "both" : "neither"));
        }
        if (!mapping) {
            return new ReplaceValues(
                    columns,
                    new ByPattern(
                            parameters.text("pattern"),
                            parameters.text("with"),
                            parameters.flag("regex", false)));
        }
        Map<String, CellValue> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry :
                parameters.mapping("mapping", "an object {\"value\": new value, …}").properties()) {
            Texts.requireValid(entry.getKey());
            values.put(entry.getKey(), CellValue.of(entry.getValue()));
        }
        return new ReplaceValues(columns, new ByMapping(values));
    }

    @Override
    public void writeParameters(ObjectNode json) {
        Columns.write(json, columns);
        switch (by) {
            case ByMapping byMapping -> {
                ObjectNode node = json.putObject("mapping");
                byMapping.mapping().forEach((key, value) -> node.set(key, value.toJson()));
            }
            case ByPattern byPattern -> {
                json.put("pattern", byPattern.pattern());
                json.put("with", byPattern.with());
                json.put("regex", byPattern.regex());
            }
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return switch (by) {
            case ByMapping(Map<String, CellValue> mapping) when mapping.size() == 1 -> {
                Map.Entry<String, CellValue> only = mapping.entrySet().iterator().next();
                yield "Replace %s in %s with %s"
                        .formatted(
                                Shown.value(CellValue.of(only.getKey())),
                                Shown.columns(columns),
                                Shown.value(only.getValue()));
            }
            case ByMapping(Map<String, CellValue> mapping) ->
                    "Replace %d values in %s".formatted(mapping.size(), Shown.columns(columns));
            case ByPattern(String pattern, String with, boolean regex) ->
                    "Replace %s%s in %s with %s"
                            .formatted(
                                    regex ? "pattern " : "",
                                    Shown.value(CellValue.of(pattern)),
                                    Shown.columns(columns),
                                    Shown.value(CellValue.of(with)));
        };
    }

    @Override
    public Change apply(Table table, ChunkSink sink) {
        return switch (by) {
            case ByMapping byMapping -> map(table, sink, byMapping.mapping());
            case ByPattern byPattern when byPattern.regex() -> {
                List<Column> texts = TextColumns.of(table, NAME, columns);
                yield new RegexReplacement(table, sink, byPattern).apply(texts);
            }
            case ByPattern byPattern -> {
                List<Column> texts = TextColumns.of(table, NAME, columns);
                PartReplacement parts =
                        new PartReplacement(
                                byPattern.pattern(), byPattern.with(), SizeLimit.of(table));
                yield TextColumns.map(table, sink, texts, parts::replaced);
            }
        };
    }

    private Change map(Table table, ChunkSink sink, Map<String, CellValue> mapping) {
        List<Column> read = table.schema().require(columns);
        List<ValueMap> maps = read.stream().map(column -> ValueMap.of(column, mapping)).toList();
        Draft draft = new Draft(table);
        draft.reads(read);
        try (TableScan scan = TableScan.open(table)) {
            Rewriter rewriter = new Rewriter(table, sink, scan);
            maps.forEach(map -> draft.put(rewriter.rewrite(map.prepare(scan))));
        }
        return draft.finish();
    }
}
