package io.remanso.server.api;

import io.remanso.server.jobs.Jobs;
import io.remanso.server.uploads.ReceivedFile;
import io.remanso.sessions.DatasetSessions;
import io.remanso.sessions.NewSession;
import io.remanso.sessions.TableBuilder;
import io.remanso.sessions.WriteOptions;
import io.remanso.tables.files.ImportMonitor;
import io.remanso.tables.files.ImportOptions;
import io.remanso.tables.files.ImportReport;
import io.remanso.tables.files.Imported;
import io.remanso.tables.files.Preview;
import io.remanso.tables.files.TableImport;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Received files as tables of sessions. Thread-safe. */
@Component
final class Imports {

    private final DatasetSessions sessions;
    private final TableImport importer;
    private final Jobs jobs;

    Imports(DatasetSessions sessions, TableImport importer, Jobs jobs) {
        this.sessions = sessions;
        this.importer = importer;
        this.jobs = jobs;
    }

    Preview preview(ReceivedFile file) throws Exception {
        return jobs.run(() ->
                importer.preview(
                        file.path(), file.filename(), ImportOptions.DETECT, new ImportMonitor()));
    }

    /** A new session of the file: its metadata with {@code import_report}. */
    ObjectNode create(ReceivedFile file, ImportRequest request) throws Exception {
        AtomicReference<ImportReport> report = new AtomicReference<>();
        NewSession session = new NewSession(null, file.filename(), request.ttl());
        ObjectNode answer =
                jobs.run(() -> sessions.create(session, builder(file, request, report))).toJson();
        return withReport(answer, report);
    }

    /** The file as the next version of a session: a version result with {@code import_report}. */
    ObjectNode replace(
            String sessionId, ReceivedFile file, ImportRequest request, WriteOptions options)
            throws Exception {
        AtomicReference<ImportReport> report = new AtomicReference<>();
        String summary = "Replace the table with '%s'".formatted(file.filename());
        ObjectNode answer =
                jobs.run(() ->
                                sessions.replace(
                                        sessionId,
                                        summary,
                                        builder(file, request, report),
                                        options))
                        .toJson();
        return withReport(answer, report);
    }

    private TableBuilder builder(
            ReceivedFile file, ImportRequest request, AtomicReference<ImportReport> report) {
        return sink -> {
            Imported imported =
                    importer.importFile(
                            file.path(),
                            file.filename(),
                            request.options(),
                            sink,
                            new ImportMonitor());
            report.set(imported.report());
            return imported.manifest();
        };
    }

    private static ObjectNode withReport(ObjectNode answer, AtomicReference<ImportReport> report) {
        ImportReport got = report.get();
        if (got != null) {
            answer.set("import_report", got.toJson());
        }
        return answer;
    }
}
