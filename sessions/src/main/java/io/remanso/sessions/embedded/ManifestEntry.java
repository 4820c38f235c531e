package io.remanso.sessions.embedded;

import io.remanso.sessions.storage.StoredManifest;
import io.remanso.sessions.storage.Zlib;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Where a manifest of a log is.
 *
 * @param entry its entry
 * @param before the manifest that it needs as its dictionary, kept version or not; null when it
 *     needs none
 */
record ManifestEntry(Entry entry, @Nullable ManifestEntry before) {

    StoredManifest read(DiskFile file) throws IOException {
        byte[] body = LogFile.body(file, entry);
        byte[] dictionary = before == null ? new byte[0] : before.read(file).json();
        return ManifestBody.read(body, Zlib.unpack(ManifestBody.packed(body), dictionary));
    }
}
