package io.remanso.sessions;

import io.remanso.sessions.storage.TempItem;
import io.remanso.tables.ChunkName;
import io.remanso.tables.DamagedChunkException;
import io.remanso.tables.Manifest;
import io.remanso.tables.ManifestJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the chunks of a temporary item are.
 *
 * @param filename what the user calls it
 * @param size bytes of its file
 * @param file the chunks of its file, in order; each is a piece of the file as it is
 * @param sheets its tables by name
 * @param attributes what its creator keeps with it
 */
record UploadDocument(
        String filename,
        long size,
        List<ChunkName> file,
        Map<String, Manifest> sheets,
        ObjectNode attributes) {

    private static final int FORMAT = 1;
    private static final JsonMapper JSON = JsonMapper.shared();

    byte[] write() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("format", FORMAT);
        json.put("filename", filename);
        json.put("size", size);
        ArrayNode pieces = json.putArray("file");
        file.forEach(name -> pieces.add(name.hex()));
        ArrayNode tables = json.putArray("sheets");
        sheets.forEach((name, manifest) ->
                tables.addObject()
                        .put("name", name)
                        .set("table", JSON.readTree(ManifestJson.write(manifest))));
        json.set("attributes", attributes);
        return JSON.writeValueAsBytes(json);
    }

    /**
     * @throws DamagedChunkException when it is no document of a known format
     */
    static UploadDocument read(TempItem item) {
        try {
            JsonNode json = JSON.readTree(item.document());
            if (json.required("format").intValue() != FORMAT) {
                throw new DamagedChunkException(
                        "An upload must have format %d, got %s; it was written by a newer Remanso"
                                .formatted(FORMAT, json.get("format")));
            }
            List<ChunkName> file = new ArrayList<>();
            json.required("file").forEach(name -> file.add(new ChunkName(name.stringValue())));
            Map<String, Manifest> sheets = new LinkedHashMap<>();
            for (JsonNode sheet : json.required("sheets")) {
                byte[] table = JSON.writeValueAsBytes(sheet.required("table"));
                sheets.put(sheet.required("name").stringValue(), ManifestJson.read(table));
            }
            return new UploadDocument(
                    json.required("filename").stringValue(),
                    json.required("size").longValue(),
                    file,
                    sheets,
                    json.required("attributes").asObject());
        } catch (JacksonException | IllegalArgumentException e) {
            throw new DamagedChunkException("The document of an upload is damaged", e);
        }
    }
}
