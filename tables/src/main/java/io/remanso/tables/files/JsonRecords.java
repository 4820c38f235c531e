package io.remanso.tables.files;

import io.remanso.tables.UnreadableFileException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The objects of a JSON text as records: those of an array, or one after the other, as in NDJSON.
 * Columns are the names of members, in the order in which they first occur; nested values are JSON
 * text. Not thread-safe.
 */
final class JsonRecords implements CellRecords {

    private static final int MAX_TEXT = Lines.MAX_LENGTH;
    private static final int MAX_DIGITS = 1_000;

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxStringLength(MAX_TEXT)
                                                    .maxNumberLength(MAX_DIGITS)
                                                    .build())
                                    .build())
                    .enable(
                            tools.jackson.databind.DeserializationFeature
                                    .USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private final Path file;
    private final Map<String, Integer> places = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    JsonRecords(Path file) {
        this.file = file;
    }

    @Override
    public @Nullable String name(int column) {
        return names.get(column);
    }

    @Override
    public int columns() {
        return names.size();
    }

    @Override
    public void read(Sink sink) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                JsonParser json = JSON.createParser(in)) {
            JsonToken token = json.nextToken();
            boolean array = token == JsonToken.START_ARRAY;
            if (array) {
                token = json.nextToken();
            }
            while (token != null && token != JsonToken.END_ARRAY) {
                if (token == JsonToken.START_OBJECT) {
                    record(json, sink);
                } else {
                    long line = json.currentTokenLocation().getLineNr();
                    JsonNode other = json.readValueAsTree();
                    sink.reject(new Rejected(line, "A record is a JSON object", other.toString()));
                }
                token = json.nextToken();
            }
            if (array && (token == null || json.nextToken() != null)) {
                throw new UnreadableFileException(
                        "A JSON file is one array of objects, or objects one after the other; this one has more after its array, or no end of it");
            }
        } catch (JacksonException e) {
            throw new UnreadableFileException(
                    "A JSON file must be valid JSON, line %d is not: %s"
                            .formatted(
                                    e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                                    e.getOriginalMessage()),
                    e);
        }
    }

    private void record(JsonParser json, Sink sink) throws IOException {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            Integer place = places.get(name);
            if (place == null) {
                place = names.size();
                places.put(name, place);
                names.add(name);
            }
            switch (json.nextToken()) {
                case VALUE_NULL -> {}
                case VALUE_TRUE -> sink.cell(place, true);
                case VALUE_FALSE -> sink.cell(place, false);
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                        sink.cell(place, json.getDecimalValue());
                case VALUE_STRING -> sink.cell(place, json.getString());
                default -> sink.cell(place, json.readValueAsTree().toString());
            }
        }
        sink.end();
    }
}
