package io.remanso.sessions.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes a log anew without what no longer counts. It is worth it once the dead bytes outweigh the
 * live ones, so that over time each byte is written about twice at most.
 */
final class Compaction {

    private Compaction() {}

    /**
     * @param slack dead bytes that do no harm
     */
    static boolean isDue(LogIndex index, long slack) {
        return index.length() > 2 * index.live() + slack;
    }

    /**
     * @param target a file to be made, on the same file system
     */
    static void run(Disk disk, LogFile log, long slack, Path target) {
        log.locked(index -> {
            if (isDue(index, slack)) {
                try {
                    log.replace(target, write(disk, log, index, target));
                } finally {
                    disk.delete(target);
                }
            }
            return index;
        });
    }

    private static LogIndex write(Disk disk, LogFile log, LogIndex index, Path target)
            throws IOException {
        List<Entry> kept = new ArrayList<>(index.chunks());
        kept.addAll(index.steps());
        kept.sort(Comparator.comparingLong(Entry::position));
        LogIndex fresh = new LogIndex();
        try (DiskFile from = disk.open(log.path());
                DiskFile to = disk.create(target)) {
            Transaction all = Transaction.first();
            kept.forEach(entry -> all.copied(from, entry));
            for (ManifestEntry manifest : manifests(index)) {
                all.manifest(manifest.read(from));
            }
            all.audit(index.audit());
            all.record(index.record());
            byte[] header = LogHeader.of(log.life().ttl());
            to.write(0, header, 0, header.length);
            LogWriter writer = new LogWriter(to, LogHeader.SIZE);
            all.write(writer).forEach(read -> fresh.apply(read.entry(), read.body()));
            to.sync();
            fresh.committed(index.record(), writer.position());
        }
        return fresh;
    }

    /** In the order of the log, so that neighbours are alike. */
    private static List<ManifestEntry> manifests(LogIndex index) {
        return index.manifests().stream()
                .sorted(Comparator.comparingLong(manifest -> manifest.entry().position()))
                .toList();
    }
}
