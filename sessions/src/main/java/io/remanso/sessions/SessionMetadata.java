package io.remanso.sessions;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything about a session but its cells.
 *
 * @param sessionId its id
 * @param filename what the user calls the table
 * @param createdAt when it was made
 * @param expiresAt when it ends unless it is accessed again
 * @param lastAccessed its last access
 * @param currentVersion the current version
 * @param history the kept versions, oldest first
 * @param intentionalMissing per column name, the positions in the current version of the cells that
 *     are missing on purpose, rising; columns without any are left out
 * @param auditLog the lines of the audit log, oldest first
 * @param rows rows of the current version
 * @param dtypes the names of the types per column name, in the order of the columns
 * @param attributes the user's own members; a copy
 * @param serialization how the current version is stored
 */
public record SessionMetadata(
        String sessionId,
        String filename,
        Instant createdAt,
        Instant expiresAt,
        Instant lastAccessed,
        int currentVersion,
        List<HistoryEntry> history,
        Map<String, List<Long>> intentionalMissing,
        List<String> auditLog,
        long rows,
        Map<String, String> dtypes,
        ObjectNode attributes,
        Serialization serialization) {

    /** Digits of the seconds after the point. */
    private static final int MILLIS = 3;

    public SessionMetadata {
        history = List.copyOf(history);
        intentionalMissing = Collections.unmodifiableMap(new LinkedHashMap<>(intentionalMissing));
        auditLog = List.copyOf(auditLog);
        dtypes = Collections.unmodifiableMap(new LinkedHashMap<>(dtypes));
    }

    /**
     * How a table is stored.
     *
     * @param method arrow or portable
     * @param codec the compression
     * @param compressedSizeBytes bytes of its cells as stored
     * @param compressionRatio columnar bytes before compression per stored byte; 1 for a table
     *     without cells
     */
    public record Serialization(
            String method, String codec, long compressedSizeBytes, double compressionRatio) {}

    /** The metadata as users see it. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("session_id", sessionId);
        json.put("filename", filename);
        json.put("created_at", createdAt.toString());
        json.put("expires_at", BigDecimal.valueOf(expiresAt.toEpochMilli(), MILLIS));
        json.put("last_accessed", lastAccessed.truncatedTo(ChronoUnit.MILLIS).toString());
        json.put("current_version", currentVersion);
        ArrayNode versions = json.putArray("history");
        history.forEach(entry -> versions.add(entry.toJson()));
        ObjectNode missing = json.putObject("intentional_missing");
        intentionalMissing.forEach((column, rows) -> {
            ArrayNode positions = missing.putArray(column);
            rows.forEach(positions::add);
        });
        ArrayNode lines = json.putArray("audit_log");
        auditLog.forEach(lines::add);
        json.putArray("shape").add(rows).add(dtypes.size());
        ArrayNode columns = json.putArray("columns");
        dtypes.keySet().forEach(columns::add);
        ObjectNode types = json.putObject("dtypes");
        dtypes.forEach(types::put);
        json.set("attributes", attributes);
        json.putObject("serialization")
                .put("method", serialization.method())
                .put("codec", serialization.codec())
                .put("compressed_size_bytes", serialization.compressedSizeBytes())
                .put("compression_ratio", serialization.compressionRatio());
        return json;
    }
}
