package io.remanso.tables;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON form of a {@link Manifest}, in UTF-8. A chunk is written as {@code [name, nulls, raw
 * bytes, encoded bytes]}; a slice as its number of rows and either the first of its consecutive row
 * ids or the chunk that lists them.
 */
public final class ManifestJson {

    private static final int FORMAT = 1;
    private static final Set<String> MEMBERS =
            Set.of("format", "columns", "slices", "next_row_id", "next_column_id");
    private static final Set<String> COLUMN_MEMBERS =
            Set.of("id", "name", "dtype", "chunks", "marks");
    private static final Set<String> SLICE_MEMBERS = Set.of("rows", "first_row_id", "row_ids");
    private static final int CHUNK_PARTS = 4;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private ManifestJson() {}

    /** The bytes of a manifest: equal manifests make equal bytes. */
    public static byte[] write(Manifest manifest) {
        ObjectNode root = NODES.objectNode();
        root.put("format", FORMAT);
        ArrayNode columns = root.putArray("columns");
        for (Column column : manifest.schema().columns()) {
            ObjectNode node = columns.addObject();
            node.put("id", column.id());
            node.put("name", column.name());
            node.put("dtype", column.dtype().name());
            ArrayNode chunks = node.putArray("chunks");
            manifest.chunksOf(column).forEach(ref -> chunks.add(chunk(ref)));
            ChunkRef marks = manifest.marks().get(column.id());
            if (marks != null) {
                node.set("marks", chunk(marks));
            }
        }
        ArrayNode slices = root.putArray("slices");
        for (Slice slice : manifest.slices()) {
            ObjectNode node = slices.addObject();
            node.put("rows", slice.rows());
            switch (slice.rowIds()) {
                case RowIds.Range range -> node.put("first_row_id", range.first());
                case RowIds.Listed listed -> node.set("row_ids", chunk(listed.chunk()));
            }
        }
        root.put("next_row_id", manifest.nextRowId());
        root.put("next_column_id", manifest.nextColumnId());
        return JSON.writeValueAsBytes(root);
    }

    /**
     * The manifest that these bytes say. Members that it does not know are refused, not skipped.
     *
     * @throws DamagedChunkException when the bytes are no manifest of a known format
     */
    public static Manifest read(byte[] json) {
        try {
            return manifest(JSON.readTree(json));
        } catch (JacksonException | IllegalArgumentException | InvalidParameterException e) {
            throw new DamagedChunkException(
                    "A manifest must be JSON of format %d; it is damaged".formatted(FORMAT), e);
        }
    }

    private static Manifest manifest(JsonNode root) {
        int format = root.required("format").intValue();
        if (format != FORMAT) {
            throw new DamagedChunkException(
                    "A manifest must have format %d, got %d; it was written by a newer Remanso"
                            .formatted(FORMAT, format));
        }
        checkMembers(root, MEMBERS);
        List<Column> columns = new ArrayList<>();
        Map<String, List<ChunkRef>> chunks = new LinkedHashMap<>();
        Map<String, ChunkRef> marks = new LinkedHashMap<>();
        for (JsonNode node : array(root, "columns")) {
            checkMembers(node, COLUMN_MEMBERS);
            String id = text(node.required("id"));
            columns.add(
                    new Column(
                            id,
                            text(node.required("name")),
                            DType.parse(text(node.required("dtype")))));
            List<ChunkRef> refs = new ArrayList<>();
            array(node, "chunks").forEach(ref -> refs.add(chunk(ref)));
            if (chunks.put(id, refs) != null) {
                throw new IllegalArgumentException("Column ids must be unique, got " + id);
            }
            JsonNode mark = node.get("marks");
            if (mark != null) {
                marks.put(id, chunk(mark));
            }
        }
        List<Slice> slices = new ArrayList<>();
        for (JsonNode node : array(root, "slices")) {
            checkMembers(node, SLICE_MEMBERS);
            JsonNode listed = node.get("row_ids");
            if (listed != null && node.has("first_row_id")) {
                throw new IllegalArgumentException(
                        "A slice has either first_row_id or row_ids, got both");
            }
            RowIds ids =
                    listed != null
                            ? new RowIds.Listed(chunk(listed))
                            : new RowIds.Range(node.required("first_row_id").longValue());
            slices.add(new Slice(node.required("rows").intValue(), ids));
        }
        return new Manifest(
                new Schema(columns),
                slices,
                chunks,
                marks,
                root.required("next_row_id").longValue(),
                root.required("next_column_id").intValue());
    }

    private static ArrayNode chunk(ChunkRef ref) {
        return NODES.arrayNode()
                .add(ref.name().hex())
                .add(ref.nulls())
                .add(ref.rawBytes())
                .add(ref.encodedBytes());
    }

    private static void checkMembers(JsonNode node, Set<String> members) {
        if (!node.isObject() || !members.containsAll(node.propertyNames())) {
            throw new IllegalArgumentException(
                    "An object of the members %s must be here, got %s".formatted(members, node));
        }
    }

    private static String text(JsonNode node) {
        if (!node.isString()) {
            throw new IllegalArgumentException("A text must be here, got " + node);
        }
        return node.stringValue();
    }

    private static JsonNode array(JsonNode node, String name) {
        JsonNode array = node.required(name);
        if (!array.isArray()) {
            throw new IllegalArgumentException("%s must be an array".formatted(name));
        }
        return array;
    }

    private static ChunkRef chunk(JsonNode node) {
        if (node.size() != CHUNK_PARTS) {
            throw new IllegalArgumentException(
                    "A chunk has %d parts, got %d".formatted(CHUNK_PARTS, node.size()));
        }
        return new ChunkRef(
                new ChunkName(text(node.required(0))),
                node.required(1).intValue(),
                node.required(2).longValue(),
                node.required(3).intValue());
    }
}
