package io.remanso.sessions.embedded;

import io.remanso.sessions.storage.RecordJson;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.Zlib;
import io.remanso.tables.ChunkName;
import io.remanso.tables.DamagedChunkException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a log says: the record, and where manifests, steps and chunks are. Any thread may read it
 * while the one that holds the log's lock changes it: what a record names is there before the
 * record is.
 */
final class LogIndex {

    private final Map<ChunkName, Entry> chunks = new ConcurrentHashMap<>();
    private final Map<Integer, ManifestEntry> manifests = new ConcurrentHashMap<>();
    private final Map<Integer, Entry> steps = new ConcurrentHashMap<>();
    private final List<String> audit = new ArrayList<>();
    private volatile @Nullable SessionRecord record;
    private volatile @Nullable Entry document;
    private volatile long length = LogHeader.SIZE;
    private final TextChain manifestTexts = new TextChain();
    private final TextChain recordTexts = new TextChain();
    private @Nullable ManifestEntry lastManifest;
    private long live;

    /** Takes what an entry says; a record counts once its transaction has ended. */
    void apply(Entry entry, byte[] body) {
        switch (entry.kind()) {
            case CHUNK -> replaced(chunks.put(ChunkBody.name(body), entry), entry);
            case MANIFEST -> addManifest(entry, body);
            case STEP -> replaced(steps.put(ManifestBody.version(body), entry), entry);
            case AUDIT -> addAudit(new String(body, StandardCharsets.UTF_8), entry);
            case DROPPED_VERSIONS -> {
                ByteBuffer versions = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
                while (versions.hasRemaining()) {
                    dropped(entry(manifests.remove(versions.getInt())));
                }
            }
            case DROPPED_CHUNKS ->
                    ChunkBody.names(body).forEach(name -> dropped(chunks.remove(name)));
            case DOCUMENT -> {
                document = entry;
                live += entry.size();
            }
            case RECORD -> recordTexts.add(body);
        }
    }

    /** Takes the transactions of a log as they are read. */
    LogScan.Visitor visitor() {
        return transaction -> transaction.forEach(read -> apply(read.entry(), read.body()));
    }

    /** Ends the reading of a log: its last record counts. */
    void loaded(long newLength) {
        if (!recordTexts.isEmpty()) {
            record = RecordJson.read(recordTexts.last());
        }
        if (record == null && document == null) {
            throw new DamagedChunkException(
                    "A log must hold a whole first transaction; this one does not");
        }
        length = newLength;
    }

    /** Ends a transaction that was written. */
    void committed(@Nullable SessionRecord newRecord, long newLength) {
        if (newRecord != null) {
            record = newRecord;
        }
        length = newLength;
    }

    /** The record; only a session's log has one. */
    SessionRecord record() {
        SessionRecord current = record;
        if (current == null) {
            throw new DamagedChunkException("The log of a session must hold its record");
        }
        return current;
    }

    @Nullable Entry document() {
        return document;
    }

    @Nullable Entry chunk(ChunkName name) {
        return chunks.get(name);
    }

    @Nullable ManifestEntry manifest(int version) {
        return manifests.get(version);
    }

    @Nullable Entry step(int version) {
        return steps.get(version);
    }

    Collection<Entry> chunks() {
        return chunks.values();
    }

    Collection<ManifestEntry> manifests() {
        return manifests.values();
    }

    Collection<Entry> steps() {
        return steps.values();
    }

    /** The manifests as they were packed. For the holder of the lock. */
    TextChain manifestTexts() {
        return manifestTexts;
    }

    /** The records as they were packed. For the holder of the lock. */
    TextChain recordTexts() {
        return recordTexts;
    }

    List<String> audit() {
        synchronized (audit) {
            return List.copyOf(audit);
        }
    }

    /** Where the next transaction goes. */
    long length() {
        return length;
    }

    /** Bytes of the log that still count, roughly; the rest is dead. For the holder of the lock. */
    long live() {
        return live;
    }

    private void addManifest(Entry entry, byte[] body) {
        byte[] packed = ManifestBody.packed(body);
        manifestTexts.add(packed);
        lastManifest = new ManifestEntry(entry, Zlib.needsDictionary(packed) ? lastManifest : null);
        replaced(entry(manifests.put(ManifestBody.version(body), lastManifest)), entry);
    }

    private static @Nullable Entry entry(@Nullable ManifestEntry manifest) {
        return manifest == null ? null : manifest.entry();
    }

    private void addAudit(String lines, Entry entry) {
        synchronized (audit) {
            audit.addAll(lines.lines().toList());
        }
        live += entry.size();
    }

    private void replaced(@Nullable Entry old, Entry entry) {
        dropped(old);
        live += entry.size();
    }

    private void dropped(@Nullable Entry old) {
        if (old != null) {
            live -= old.size();
        }
    }

    /** The body of an entry that drops versions. */
    static byte[] versions(Collection<Integer> versions) {
        ByteBuffer body =
                ByteBuffer.allocate(Integer.BYTES * versions.size()).order(ByteOrder.LITTLE_ENDIAN);
        versions.forEach(body::putInt);
        return body.array();
    }
}
