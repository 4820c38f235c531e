package io.remanso.sessions.embedded;

import io.remanso.sessions.storage.RecordJson;
import io.remanso.sessions.storage.Step;
import io.remanso.sessions.storage.StoredManifest;
import io.remanso.sessions.storage.TempItem;
import io.remanso.tables.ChunkName;
import io.remanso.tables.DamagedChunkException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Reads what logs hold. */
final class Reads {

    private Reads() {}

    static List<StoredManifest> manifests(LogFile log, Collection<Integer> versions) {
        return log.read((index, file) -> {
            List<StoredManifest> manifests = new ArrayList<>();
            for (int version : new TreeSet<>(versions)) {
                ManifestEntry entry = index.manifest(version);
                if (entry != null) {
                    manifests.add(entry.read(file));
                }
            }
            return manifests;
        });
    }

    static List<Step> steps(LogFile log, Collection<Integer> versions) {
        return log.read((index, file) -> {
            List<Step> steps = new ArrayList<>();
            for (int version : new TreeSet<>(versions)) {
                Entry entry = index.step(version);
                if (entry != null) {
                    byte[] body = LogFile.body(file, entry);
                    steps.add(
                            RecordJson.readStep(
                                    Arrays.copyOfRange(body, Integer.BYTES, body.length)));
                }
            }
            return steps;
        });
    }

    static TempItem temp(LogFile log) {
        return log.read((index, file) -> {
            Entry document = index.document();
            if (document == null) {
                throw new DamagedChunkException("A temporary item has a document");
            }
            return new TempItem(LogFile.body(file, document), log.life().end());
        });
    }

    /** The chunks that the log has; those in the cache are not read from the file. */
    static Map<ChunkName, byte[]> chunks(
            LogFile log, Collection<ChunkName> names, FrameCache cache) {
        Map<ChunkName, byte[]> frames = new HashMap<>();
        Set<ChunkName> unread = new HashSet<>();
        LogIndex known = log.index();
        for (ChunkName name : names) {
            byte[] cached = known.chunk(name) == null ? null : cache.get(name);
            if (cached == null) {
                unread.add(name);
            } else {
                frames.put(name, cached);
            }
        }
        if (!unread.isEmpty()) {
            Map<ChunkName, byte[]> read = log.read((index, file) -> frames(index, file, unread));
            read.forEach(cache::put);
            frames.putAll(read);
        }
        return frames;
    }

    private static Map<ChunkName, byte[]> frames(
            LogIndex index, DiskFile file, Set<ChunkName> names) throws IOException {
        Map<ChunkName, byte[]> frames = new HashMap<>();
        for (Entry entry : inOrder(index, names)) {
            byte[] body = LogFile.body(file, entry);
            ChunkName name = ChunkBody.name(body);
            if (!names.contains(name)) {
                throw new DamagedChunkException(
                        "A chunk must be where the log says; there is another one: " + name);
            }
            frames.put(name, ChunkBody.frame(body));
        }
        return frames;
    }

    private static List<Entry> inOrder(LogIndex index, Set<ChunkName> names) {
        return names.stream()
                .map(index::chunk)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingLong(Entry::position))
                .toList();
    }
}
