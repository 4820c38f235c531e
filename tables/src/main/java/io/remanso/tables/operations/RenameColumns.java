package io.remanso.tables.operations;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Schema;
import io.remanso.tables.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives columns other names. All names change at once, so two columns can swap theirs; the names
 * must be unique afterwards. Stores no chunk.
 *
 * @param mapping old name to new name
 */
public record RenameColumns(Map<String, String> mapping) implements Operation {

    static final String NAME = "rename_columns";

    public RenameColumns {
        if (mapping.isEmpty()) {
            throw new InvalidParameterException(
                    "rename_columns needs at least one column to rename; got an empty mapping");
        }
        mapping = Ordered.copyOf(mapping);
    }

    static RenameColumns read(Parameters parameters) {
        String allowed = "an object {\"old name\": \"new name\", …}";
        Map<String, String> mapping = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry :
                parameters.mapping("mapping", allowed).properties()) {
            if (!entry.getValue().isString()) {
                throw parameters.wrong("mapping", allowed, entry.getValue());
            }
            Texts.requireValid(entry.getValue().stringValue());
            mapping.put(entry.getKey(), entry.getValue().stringValue());
        }
        return new RenameColumns(mapping);
    }

    @Override
    public void writeParameters(ObjectNode json) {
        ObjectNode node = json.putObject("mapping");
        mapping.forEach(node::put);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Rename "
                + mapping.entrySet().stream()
                        .limit(Shown.MAX_COLUMNS)
                        .map(e -> Shown.text(e.getKey()) + " to " + Shown.text(e.getValue()))
                        .collect(Collectors.joining(", "))
                + Shown.more(mapping.size());
    }

    @Override
    public Change apply(Table table, ChunkSink sink) {
        Schema schema = table.schema();
        mapping.keySet().forEach(schema::require);
        List<Column> columns = new ArrayList<>();
        List<String> renamed = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Column column : schema.columns()) {
            String to = mapping.getOrDefault(column.name(), column.name());
            columns.add(column.withName(to));
            if (!to.equals(column.name())) {
                renamed.add(to);
                ids.add(column.id());
            }
        }
        return new Change(
                table.manifest().withSchema(new Schema(columns)),
                0,
                renamed,
                Footprint.of(ids, ids));
    }
}
