package io.remanso.sessions;

import io.remanso.sessions.storage.Commit;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionNotFoundException;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.tables.InvalidParameterException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes what users may change beside the table. Thread-safe. */
final class MetadataWriter {

    private static final int MAX_FILENAME = 255;
    private static final int MAX_ATTRIBUTES = 1 << 16;
    private static final int MAX_DIGITS = 400;

    private final Context context;

    MetadataWriter(Context context) {
        this.context = context;
    }

    void patch(SessionId id, MetadataPatch patch, WriteOptions options) {
        if (patch.filename() != null) {
            checkFilename(patch.filename());
        }
        commit(id, patch, List.of(), options);
    }

    /** Adds a line to the audit log; with conditions it is a commit like every other write. */
    void addAudit(SessionId id, String line, WriteOptions options) {
        if (options.equals(WriteOptions.NONE)) {
            context.backend().addAudit(id, line);
            return;
        }
        commit(id, MetadataPatch.NONE, List.of(line), options);
    }

    private void commit(
            SessionId id, MetadataPatch patch, List<String> audit, WriteOptions options) {
        SessionRecord seen = context.backend().state(id).record();
        context.committer()
                .commit(
                        id,
                        options,
                        seen,
                        null,
                        (record, commitId) -> propose(patch, audit, record, commitId),
                        applied -> applied);
    }

    /** Removes the session. */
    void delete(SessionId id, WriteOptions options) {
        if (options.ifVersion() == null) {
            if (!context.backend().delete(id)) {
                throw new SessionNotFoundException(id.value());
            }
            return;
        }
        SessionRecord record;
        do {
            record = context.backend().state(id).record();
            Committer.check(options, record);
        } while (!context.backend().deleteAt(id, record.head()));
    }

    private static Attempt.Proposal<Object> propose(
            MetadataPatch patch, List<String> audit, SessionRecord record, String commitId) {
        String filename =
                patch.filename() == null ? record.description().filename() : patch.filename();
        ObjectNode attributes = merged(record.description().attributes(), patch);
        SessionRecord after = Records.describe(record, commitId, filename, attributes);
        Commit commit =
                new Commit(
                        record.head(),
                        after,
                        List.of(),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        List.of(),
                        audit);
        return new Attempt.Proposal<>(commit, Map.of(), after);
    }

    private static ObjectNode merged(ObjectNode attributes, MetadataPatch patch) {
        ObjectNode merged = attributes.deepCopy();
        if (patch.attributes() != null) {
            for (var member : patch.attributes().properties()) {
                if (member.getValue().isNull()) {
                    merged.remove(member.getKey());
                } else {
                    checkNumbers(member.getKey(), member.getValue());
                    merged.set(member.getKey(), member.getValue().deepCopy());
                }
            }
        }
        int size = merged.toString().length();
        if (size > MAX_ATTRIBUTES) {
            throw new InvalidParameterException(
                    "The attributes have at most %d characters as JSON, got %d"
                            .formatted(MAX_ATTRIBUTES, size));
        }
        return merged;
    }

    /**
     * @throws InvalidParameterException when a number in the attribute is too long to be written
     *     out
     */
    private static void checkNumbers(String name, JsonNode value) {
        if (value.isNumber() && !isShort(value)) {
            throw new InvalidParameterException(
                    "A number in the attributes has at most %d digits before and after the point; '%s' has another. Send it as text."
                            .formatted(MAX_DIGITS, name));
        }
        value.forEach(inner -> checkNumbers(name, inner));
    }

    private static boolean isShort(JsonNode value) {
        if ((value.isDouble() || value.isFloat()) && !Double.isFinite(value.doubleValue())) {
            return false;
        }
        BigDecimal number = value.decimalValue();
        return Math.max(number.scale(), (long) number.precision() - number.scale()) <= MAX_DIGITS;
    }

    /**
     * @throws InvalidParameterException when no table can be called so
     */
    static void checkFilename(String filename) {
        if (filename.isBlank() || filename.length() > MAX_FILENAME) {
            throw new InvalidParameterException(
                    "A filename has 1 to %d characters that are not all spaces, got %d"
                            .formatted(MAX_FILENAME, filename.length()));
        }
        if (filename.indexOf('/') >= 0 || filename.indexOf('\\') >= 0) {
            throw new InvalidParameterException(
                    "A filename is no path, got '%s'; leave the folders out".formatted(filename));
        }
        if (filename.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidParameterException(
                    "A filename has no control characters, got '%s'; leave them out"
                            .formatted(filename.replaceAll("\\p{Cntrl}", "�")));
        }
    }
}
