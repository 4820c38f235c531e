package io.remanso.sessions;

import io.remanso.sessions.storage.BackendHealth;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionNotFoundException;
import io.remanso.sessions.storage.StorageBackend;
import io.remanso.sessions.storage.TempId;
import io.remanso.sessions.storage.UploadNotFoundException;
import io.remanso.tables.Table;
import io.remanso.tables.TableEngine;
import io.remanso.tables.operations.Operation;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Dataset sessions: every operation on them, over any storage. A session is a table, the history of
 * its versions, its audit log, the cells that are missing on purpose, and a time to live that every
 * access renews.
 *
 * <p>Ids come from outside as text. A call that names a session throws {@code
 * SessionNotFoundException} when there is none, it has expired, or no session can have such an id;
 * a read of damaged data throws {@code DamagedChunkException}; any call may throw {@code
 * StorageUnavailableException} and any write {@code CommitOutcomeUnknownException}, and {@link
 * VersionConflictException} as {@link WriteOptions} says. A call that throws anything but an
 * unknown outcome has changed nothing. Thread-safe, in one process and among all that share the
 * storage.
 */
public final class DatasetSessions {

    private final StorageBackend backend;
    private final Context context;
    private final SessionCreator creator;
    private final StepWriter steps;
    private final UpdateWriter updates;
    private final MoveWriter moves;
    private final MarkWriter marks;
    private final MetadataWriter descriptions;
    private final MetadataView view;
    private final Uploads uploads;

    /** Backend and engine stay the caller's to close. */
    public DatasetSessions(
            StorageBackend backend, TableEngine engine, SessionSettings settings, Clock clock) {
        this.backend = backend;
        this.context = Context.of(backend, engine, settings, clock);
        this.creator = new SessionCreator(context);
        this.steps = new StepWriter(context);
        this.updates = new UpdateWriter(context);
        this.moves = new MoveWriter(context);
        this.marks = new MarkWriter(context);
        this.descriptions = new MetadataWriter(context);
        this.view = new MetadataView(context);
        this.uploads = new Uploads(context);
    }

    /**
     * Makes a session whose first version is the table that the builder writes. Nothing is left of
     * it when the builder fails.
     *
     * @throws SessionExistsException when there is one of this id
     */
    public SessionMetadata create(NewSession session, TableBuilder builder) {
        return view.metadata(creator.create(session, builder));
    }

    /** As {@link #create(NewSession, TableBuilder)}, of a table that is there already. */
    public SessionMetadata create(NewSession session, Table table) {
        return create(
                session,
                sink -> {
                    WholeTable.copy(table, Set.of(), sink);
                    return table.manifest();
                });
    }

    /**
     * The current table; one small read when this process has seen the version before. While the
     * storage does not answer it is the one that this process saw last, marked as stale, whose
     * cells can be read as far as they are in memory.
     */
    public VersionTable table(String sessionId) {
        return context.reader().current(id(sessionId));
    }

    /**
     * The table of a kept version.
     *
     * @throws io.remanso.sessions.storage.VersionNotFoundException when the version is not kept
     */
    public VersionTable table(String sessionId, int version) {
        return context.reader().version(id(sessionId), version);
    }

    /**
     * Does a cleaning step: one new version. An operation that changes nothing makes none, and what
     * it finds is answered with the current version.
     */
    public VersionResult apply(String sessionId, Operation operation, WriteOptions options) {
        return operation.changesTable()
                ? applyAll(sessionId, List.of(operation), options).getFirst()
                : steps.find(id(sessionId), operation, options);
    }

    /**
     * Does several cleaning steps, one version each, all or none: they are computed first and
     * committed as one.
     *
     * @return a result per step; none when there are no steps
     */
    public List<VersionResult> applyAll(
            String sessionId, List<Operation> operations, WriteOptions options) {
        return steps.apply(id(sessionId), operations, options);
    }

    /** What {@link #applyAll} would answer. Changes nothing. */
    public List<VersionResult> dryRun(String sessionId, List<Operation> operations) {
        return steps.dryRun(id(sessionId), operations);
    }

    /**
     * Replaces the table: one new version, whose rows are all new. Columns of names that the table
     * had before stay the same columns.
     *
     * @param summary what was done, as a sentence for history and audit
     */
    public VersionResult replace(
            String sessionId, String summary, TableBuilder builder, WriteOptions options) {
        return steps.replace(id(sessionId), summary, builder, options).getFirst();
    }

    /**
     * Sets the current table. After {@link #createVersion} this fills that version, as often as it
     * is called; otherwise it is a new version, so that it can be undone. Rows keep the ids that
     * the table gives them, so a table made of this session's table keeps its rows, and row n of a
     * table made elsewhere counts as the row with id n; columns are known by their names.
     */
    public VersionResult update(String sessionId, Table table, WriteOptions options) {
        return updates.update(id(sessionId), table, options);
    }

    /**
     * Begins a version that updates will fill; until then it has the table of the one before, which
     * an undo brings back.
     *
     * @param summary what is going to be done, as a sentence for history and audit
     */
    public VersionResult createVersion(String sessionId, String summary, WriteOptions options) {
        return steps.createVersion(id(sessionId), summary, options).getFirst();
    }

    /**
     * Goes back to the state that the current one was made from, exactly: values, types, order and
     * marks.
     *
     * @throws NothingToUndoException when that state is not kept, or there is none
     */
    public VersionResult undo(String sessionId, WriteOptions options) {
        return moves.undo(id(sessionId), options);
    }

    /**
     * Takes the last undo back.
     *
     * @throws NothingToRedoException when there is none, or a step or restore came after it
     */
    public VersionResult redo(String sessionId, WriteOptions options) {
        return moves.redo(id(sessionId), options);
    }

    /**
     * Goes to any kept version.
     *
     * @throws io.remanso.sessions.storage.VersionNotFoundException when the version is not kept
     */
    public VersionResult restore(String sessionId, int version, WriteOptions options) {
        return moves.restore(id(sessionId), version, options);
    }

    /** The kept versions, oldest first. */
    public List<HistoryEntry> history(String sessionId) {
        return view.history(id(sessionId));
    }

    /**
     * The versions from the first to the current one along their parents, also those that are not
     * kept any more: the recipe of the current table.
     */
    public List<HistoryEntry> lineage(String sessionId) {
        return view.lineage(id(sessionId));
    }

    public SessionMetadata metadata(String sessionId) {
        return view.metadata(id(sessionId));
    }

    /**
     * What the user calls the table. While the storage does not answer it is the name that this
     * process saw last.
     */
    public String filename(String sessionId) {
        return view.filename(id(sessionId));
    }

    /** Changes filename and attributes; the version stays. */
    public SessionMetadata updateMetadata(
            String sessionId, MetadataPatch patch, WriteOptions options) {
        descriptions.patch(id(sessionId), patch, options);
        return metadata(sessionId);
    }

    /**
     * The cells that are missing on purpose.
     *
     * @return per column name, their positions in the current version, rising; columns without any
     *     are left out
     */
    public Map<String, List<Long>> intentionalMissing(String sessionId) {
        return table(sessionId).intentionalMissing();
    }

    /** As {@link #setIntentionalMissing(String, Map, WriteOptions)}, for one column. */
    public Map<String, List<Long>> setIntentionalMissing(
            String sessionId, String column, List<Long> rows, WriteOptions options) {
        return setIntentionalMissing(sessionId, Map.of(column, rows), options);
    }

    /**
     * Says which cells of some columns are missing on purpose; other columns keep theirs. It amends
     * the current version and makes none.
     *
     * @param rowsByColumn per column name, all positions in the current version; an empty list
     *     clears the column
     * @return as {@link #intentionalMissing}
     * @throws io.remanso.tables.InvalidParameterException when there is no such row, or its cell
     *     has a value
     */
    public Map<String, List<Long>> setIntentionalMissing(
            String sessionId, Map<String, List<Long>> rowsByColumn, WriteOptions options) {
        marks.set(id(sessionId), rowsByColumn, options);
        return intentionalMissing(sessionId);
    }

    public AuditLog audit(String sessionId) {
        SessionId id = id(sessionId);
        long rows = backend.state(id).record().description().initialRows();
        return new AuditLog(rows, backend.audit(id));
    }

    /** Adds a line of the user's own to the audit log. */
    public void addAudit(String sessionId, String text, WriteOptions options) {
        descriptions.addAudit(id(sessionId), context.audit().userLine(text), options);
    }

    /**
     * Renews a session.
     *
     * @param ttl how long it lives after each access from now on; null keeps what it was
     * @return when it ends unless it is accessed again
     */
    public Instant touch(String sessionId, @Nullable Duration ttl) {
        SessionId id = id(sessionId);
        return backend.touch(id, ttl == null ? null : creator.ttl(ttl)).expiresAt();
    }

    /** Whether there is such a session. Renews nothing and throws nothing for an odd id. */
    public boolean exists(String sessionId) {
        return SessionId.of(sessionId).map(backend::exists).orElse(false);
    }

    /**
     * Removes everything of a session.
     *
     * @param options a version that must be current, or nothing; a commit id means nothing, since
     *     nothing is left to remember it
     */
    public void delete(String sessionId, WriteOptions options) {
        descriptions.delete(id(sessionId), options);
    }

    /**
     * Keeps a file as it was uploaded, to look at before it is imported. The stream is read to its
     * end and not closed; nothing is left when it breaks.
     *
     * @param attributes what to keep with it
     * @param ttl how long it lives after its last access; null takes the setting's
     */
    public Upload createUpload(
            String filename, InputStream bytes, ObjectNode attributes, @Nullable Duration ttl) {
        return uploads.create(filename, bytes, attributes, creator.ttl(ttl));
    }

    /** Keeps tables under names. */
    public Upload createUpload(String filename, Map<String, Table> sheets, @Nullable Duration ttl) {
        return uploads.create(filename, sheets, creator.ttl(ttl));
    }

    /**
     * @throws io.remanso.sessions.storage.UploadNotFoundException when there is none
     */
    public Upload upload(String tempId) {
        return uploads.find(temp(tempId));
    }

    /** The bytes of the uploaded file; the caller closes the stream. */
    public InputStream openUpload(String tempId) {
        return uploads.open(temp(tempId));
    }

    /**
     * A table of a temporary item.
     *
     * @throws io.remanso.tables.InvalidParameterException when it has none of this name
     */
    public Table sheet(String tempId, String name) {
        return uploads.sheet(temp(tempId), name);
    }

    /**
     * @throws io.remanso.sessions.storage.UploadNotFoundException when there is none
     */
    public void deleteUpload(String tempId) {
        uploads.delete(temp(tempId));
    }

    /** Removes sessions that have expired, where the storage does not by itself. How many. */
    public int sweepSessions() {
        return backend.sweepSessions();
    }

    /** Removes temporary items that have expired. How many. */
    public int sweepUploads() {
        return backend.sweepTemp();
    }

    public long activeSessions() {
        return backend.activeSessions();
    }

    public BackendHealth health() {
        return backend.health();
    }

    /** The type of the storage: inmemory, redis. */
    public String backendType() {
        return backend.type();
    }

    public boolean isRedisEnabled() {
        return backend.type().equals("redis");
    }

    private static SessionId id(String text) {
        return SessionId.of(text).orElseThrow(() -> new SessionNotFoundException(text));
    }

    private static TempId temp(String text) {
        return TempId.of(text).orElseThrow(() -> new UploadNotFoundException(text));
    }
}
