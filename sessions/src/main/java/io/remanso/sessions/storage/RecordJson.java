package io.remanso.sessions.storage;

import io.remanso.tables.DamagedChunkException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON forms of a {@link SessionRecord}, a {@link Step} and their parts, in UTF-8. */
public final class RecordJson {

    private static final int FORMAT = 1;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Numbers of users, in attributes and operations, come back as they were sent. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private RecordJson() {}

    public static byte[] write(SessionRecord record) {
        ObjectNode json = description(record.description());
        json.put("version", record.head().version());
        json.put("commit", record.head().commitId());
        json.put("state", record.head().state());
        json.put("next_version", record.nextVersion());
        json.put("open", record.open());
        ArrayNode versions = json.putArray("versions");
        record.versions().forEach(version -> versions.add(version(version)));
        ArrayNode redo = json.putArray("redo");
        record.redo().forEach(redo::add);
        ArrayNode recent = json.putArray("recent");
        for (AppliedCommit commit : record.recent()) {
            recent.addArray()
                    .add(commit.commitId())
                    .add(commit.kind().label())
                    .add(commit.from())
                    .add(commit.to());
        }
        return JSON.writeValueAsBytes(json);
    }

    /**
     * @throws DamagedChunkException when the bytes are no record of a known format
     */
    public static SessionRecord read(byte[] bytes) {
        try {
            JsonNode json = JSON.readTree(bytes);
            Description description = description(json);
            List<Version> versions = new ArrayList<>();
            json.required("versions").forEach(node -> versions.add(version(node)));
            List<Integer> redo = new ArrayList<>();
            json.required("redo").forEach(node -> redo.add(node.intValue()));
            List<AppliedCommit> recent = new ArrayList<>();
            for (JsonNode node : json.required("recent")) {
                recent.add(
                        new AppliedCommit(
                                node.required(0).stringValue(),
                                CommitKind.parse(node.required(1).stringValue()),
                                node.required(2).intValue(),
                                node.required(3).intValue()));
            }
            return new SessionRecord(
                    description,
                    new Head(
                            json.required("version").intValue(),
                            json.required("commit").stringValue(),
                            json.required("state").stringValue()),
                    json.required("next_version").intValue(),
                    json.required("open").booleanValue(),
                    versions,
                    redo,
                    recent);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new DamagedChunkException("A session record is damaged", e);
        }
    }

    public static byte[] write(Description description) {
        return JSON.writeValueAsBytes(description(description));
    }

    /**
     * @throws DamagedChunkException when the bytes are no description of a known format
     */
    public static Description readDescription(byte[] bytes) {
        try {
            return description(JSON.readTree(bytes));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new DamagedChunkException("The description of a session is damaged", e);
        }
    }

    public static byte[] write(Version version) {
        return JSON.writeValueAsBytes(version(version));
    }

    /**
     * @throws DamagedChunkException when the bytes are no version
     */
    public static Version readVersion(byte[] bytes) {
        return readStep(bytes).version();
    }

    public static byte[] write(JsonNode operation) {
        return JSON.writeValueAsBytes(operation);
    }

    /**
     * @throws DamagedChunkException when the bytes are no operation
     */
    public static JsonNode readOperation(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (JacksonException e) {
            throw new DamagedChunkException("An operation of a session is damaged", e);
        }
    }

    public static byte[] write(Step step) {
        ObjectNode json = version(step.version());
        if (step.operation() != null) {
            json.set("operation", step.operation());
        }
        return JSON.writeValueAsBytes(json);
    }

    /**
     * @throws DamagedChunkException when the bytes are no step
     */
    public static Step readStep(byte[] bytes) {
        try {
            JsonNode json = JSON.readTree(bytes);
            return new Step(version(json), json.get("operation"));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new DamagedChunkException("A step of a session is damaged", e);
        }
    }

    private static ObjectNode description(Description description) {
        ObjectNode json = NODES.objectNode();
        json.put("format", FORMAT);
        json.put("filename", description.filename());
        json.put("created_at", description.createdAt().toString());
        json.put("initial_rows", description.initialRows());
        json.set("attributes", description.attributes());
        return json;
    }

    private static Description description(JsonNode json) {
        int format = json.required("format").intValue();
        if (format != FORMAT) {
            throw new DamagedChunkException(
                    "A session record must have format %d, got %d; it was written by a newer Remanso"
                            .formatted(FORMAT, format));
        }
        return new Description(
                json.required("filename").stringValue(),
                Instant.parse(json.required("created_at").stringValue()),
                json.required("initial_rows").longValue(),
                json.required("attributes").asObject());
    }

    private static ObjectNode version(Version version) {
        ObjectNode json = NODES.objectNode();
        json.put("id", version.id());
        json.put("parent", version.parent());
        json.put("state", version.state());
        json.put("timestamp", version.timestamp().toString());
        json.put("summary", version.summary());
        json.put("rows_before", version.rowsBefore());
        json.put("rows_after", version.rowsAfter());
        json.put("columns", version.columns());
        json.put("cells_changed", version.cellsChanged());
        ArrayNode changed = json.putArray("columns_changed");
        version.columnsChanged().forEach(changed::add);
        return json;
    }

    private static Version version(JsonNode json) {
        JsonNode parent = json.required("parent");
        List<String> changed = new ArrayList<>();
        json.required("columns_changed").forEach(name -> changed.add(name.stringValue()));
        return new Version(
                json.required("id").intValue(),
                parent.isNull() ? null : parent.intValue(),
                json.required("state").stringValue(),
                Instant.parse(json.required("timestamp").stringValue()),
                json.required("summary").stringValue(),
                json.required("rows_before").longValue(),
                json.required("rows_after").longValue(),
                json.required("columns").intValue(),
                json.required("cells_changed").longValue(),
                changed);
    }
}
