package io.remanso.sessions.embedded;

import io.remanso.sessions.storage.Commit;
import io.remanso.sessions.storage.RecordJson;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.Step;
import io.remanso.sessions.storage.StoredManifest;
import io.remanso.tables.ChunkName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Entries that take effect together: when the last of them is written. It is made for one place in
 * one log, because its texts are packed after those before it. Not thread-safe.
 */
final class Transaction {

    /** Writes an entry, closing the transaction or not, and says what was written. */
    private interface Part {
        LogScan.Read write(LogWriter writer, boolean last) throws IOException;
    }

    private final List<Part> parts = new ArrayList<>();
    private final TextChain manifests;
    private final TextChain records;

    private Transaction(TextChain manifests, TextChain records) {
        this.manifests = manifests;
        this.records = records;
    }

    /** The first one of a log. */
    static Transaction first() {
        return new Transaction(new TextChain(), new TextChain());
    }

    /** The next one of the log that this index is of. */
    static Transaction after(LogIndex index) {
        return new Transaction(index.manifestTexts().copy(), index.recordTexts().copy());
    }

    /** Everything of a commit but its chunks. */
    Transaction commit(Commit commit) {
        commit.manifests().forEach(this::manifest);
        commit.steps().forEach(this::step);
        audit(commit.audit());
        if (!commit.droppedVersions().isEmpty()) {
            add(EntryKind.DROPPED_VERSIONS, versions(commit.droppedVersions()));
        }
        dropChunks(commit.droppedChunks());
        return record(commit.next());
    }

    Transaction add(EntryKind kind, byte[] body) {
        parts.add((writer, last) -> new LogScan.Read(writer.add(kind, body, last), body));
        return this;
    }

    /** The lines, if there are any. */
    Transaction audit(List<String> lines) {
        return lines.isEmpty()
                ? this
                : add(EntryKind.AUDIT, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    Transaction dropChunks(Collection<ChunkName> names) {
        return names.isEmpty() ? this : add(EntryKind.DROPPED_CHUNKS, ChunkBody.names(names));
    }

    /** Chunks that were staged. */
    Transaction staged(FileStaging staging, Collection<ChunkName> names) {
        for (ChunkName name : names) {
            parts.add((writer, last) -> staging.copy(name, writer));
        }
        return this;
    }

    /** An entry of another log. */
    Transaction copied(DiskFile from, Entry entry) {
        parts.add((writer, last) -> writer.copy(from, entry));
        return this;
    }

    /** Writes all parts and flushes them; syncing is the caller's. */
    List<LogScan.Read> write(LogWriter writer) throws IOException {
        List<LogScan.Read> written = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            written.add(parts.get(i).write(writer, i == parts.size() - 1));
        }
        writer.flush();
        return written;
    }

    Transaction record(SessionRecord record) {
        return add(EntryKind.RECORD, records.pack(RecordJson.write(record)));
    }

    Transaction manifest(StoredManifest manifest) {
        byte[] packed = manifests.pack(manifest.json());
        return add(EntryKind.MANIFEST, ManifestBody.of(manifest, packed));
    }

    private void step(Step step) {
        byte[] json = RecordJson.write(step);
        byte[] body =
                ByteBuffer.allocate(Integer.BYTES + json.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(step.version().id())
                        .put(json)
                        .array();
        add(EntryKind.STEP, body);
    }

    private static byte[] versions(Collection<Integer> versions) {
        ByteBuffer body =
                ByteBuffer.allocate(Integer.BYTES * versions.size()).order(ByteOrder.LITTLE_ENDIAN);
        versions.forEach(body::putInt);
        return body.array();
    }
}
