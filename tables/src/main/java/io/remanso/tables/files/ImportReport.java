package io.remanso.tables.files;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What became of a file's records. {@code recordsRead = rowsImported + rejectedCount}, always.
 *
 * @param recordsRead records in the file, without the header and what was skipped before it
 * @param rowsImported rows of the table
 * @param rejectedCount records that did not become a row
 * @param rejected the first {@value #MAX_REJECTED} of them, in the order of the file
 * @param warnings what was read in a way that the user may want to know of, as sentences
 * @param importOptions how the file was read: what was detected, overridden by what was asked for
 */
public record ImportReport(
        long recordsRead,
        long rowsImported,
        long rejectedCount,
        List<Rejected> rejected,
        List<String> warnings,
        ImportOptions importOptions) {

    /** The most rejected records that a report lists. */
    public static final int MAX_REJECTED = 100;

    public ImportReport {
        rejected = List.copyOf(rejected);
        warnings = List.copyOf(warnings);
        if (recordsRead != rowsImported + rejectedCount) {
            throw new IllegalArgumentException(
                    "Every record read is imported or rejected, got %d of %d and %d"
                            .formatted(recordsRead, rowsImported, rejectedCount));
        }
    }

    /** The report as users see it. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("records_read", recordsRead);
        json.put("rows_imported", rowsImported);
        json.put("rejected_count", rejectedCount);
        ArrayNode list = json.putArray("rejected");
        for (Rejected record : rejected) {
            list.addObject()
                    .put("line", record.line())
                    .put("reason", record.reason())
                    .put("text", record.text());
        }
        ArrayNode sentences = json.putArray("warnings");
        warnings.forEach(sentences::add);
        json.set("import_options", importOptions.toJson());
        return json;
    }
}
