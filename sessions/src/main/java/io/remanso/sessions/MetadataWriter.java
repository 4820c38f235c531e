package io.remanso.sessions;

import io.remanso.sessions.storage.Commit;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.tables.InvalidParameterException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Changes what users may change in the metadata. Thread-safe. */
final class MetadataWriter {

    private static final int MAX_FILENAME = 255;
    private static final int MAX_ATTRIBUTES = 1 << 16;

    private final Context context;

    MetadataWriter(Context context) {
        this.context = context;
    }

    void patch(SessionId id, MetadataPatch patch) {
        if (patch.filename() != null) {
            checkFilename(patch.filename());
        }
        SessionRecord seen = context.backend().state(id).record();
        context.committer()
                .commit(
                        id,
                        WriteOptions.NONE,
                        seen,
                        null,
                        (record, commitId) -> propose(patch, record, commitId),
                        applied -> applied);
    }

    private static Attempt.Proposal<Object> propose(
            MetadataPatch patch, SessionRecord record, String commitId) {
        String filename = patch.filename() == null ? record.filename() : patch.filename();
        ObjectNode attributes = merged(record.attributes(), patch);
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
                        List.of());
        return new Attempt.Proposal<>(commit, Map.of(), after);
    }

    private static ObjectNode merged(ObjectNode attributes, MetadataPatch patch) {
        ObjectNode merged = attributes.deepCopy();
        if (patch.attributes() != null) {
            for (var member : patch.attributes().properties()) {
                if (member.getValue().isNull()) {
                    merged.remove(member.getKey());
                } else {
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
     * @throws InvalidParameterException when no table can be called so
     */
    static void checkFilename(String filename) {
        if (filename.isBlank() || filename.length() > MAX_FILENAME) {
            throw new InvalidParameterException(
                    "A filename has 1 to %d characters that are not all spaces, got %d"
                            .formatted(MAX_FILENAME, filename.length()));
        }
        if (filename.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidParameterException(
                    "A filename has no control characters, got '%s'; leave them out"
                            .formatted(filename.replaceAll("\\p{Cntrl}", "�")));
        }
    }
}
