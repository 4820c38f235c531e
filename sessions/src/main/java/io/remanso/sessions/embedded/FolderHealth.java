package io.remanso.sessions.embedded;

import io.remanso.sessions.storage.BackendHealth;
import io.remanso.sessions.storage.RandomId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Asks the folders of the embedded storage how they are. */
final class FolderHealth {

    private static final byte[] PROBE = {1};

    private FolderHealth() {}

    /** Healthy is a storage that takes a byte and gives it back. */
    static BackendHealth check(Disk disk, StorageFolder folder, long active) {
        long start = System.nanoTime();
        boolean works = probe(disk, folder.staging().resolve(RandomId.next()));
        Duration latency = Duration.ofNanos(System.nanoTime() - start);
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        details.putObject("storage_dirs")
                .put("sessions", folder.sessions().toString())
                .put("temp", folder.temp().toString())
                .put("sessions_exists", Files.isDirectory(folder.sessions()))
                .put("temp_exists", Files.isDirectory(folder.temp()));
        return new BackendHealth(works, latency, active, details);
    }

    private static boolean probe(Disk disk, Path path) {
        try {
            try (DiskFile file = disk.create(path)) {
                file.write(0, PROBE, 0, PROBE.length);
                byte[] back = new byte[PROBE.length];
                file.read(0, back, 0, back.length);
                return back[0] == PROBE[0];
            } finally {
                disk.delete(path);
            }
        } catch (IOException e) {
            Failures.LOG.warn("The storage folder is not writable: {}", e.toString());
            return false;
        }
    }
}
