package io.remanso.sessions.embedded;

import io.remanso.sessions.storage.StoredManifest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The body of a manifest's entry: version, state id, JSON. */
final class ManifestBody {

    private ManifestBody() {}

    static byte[] of(StoredManifest manifest) {
        byte[] state = manifest.state().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(Integer.BYTES + 1 + state.length + manifest.json().length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(manifest.version())
                .put((byte) state.length)
                .put(state)
                .put(manifest.json())
                .array();
    }

    static StoredManifest read(byte[] body) {
        ByteBuffer bytes = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
        int version = bytes.getInt();
        byte[] state = new byte[Byte.toUnsignedInt(bytes.get())];
        bytes.get(state);
        byte[] json = new byte[bytes.remaining()];
        bytes.get(json);
        return new StoredManifest(version, new String(state, StandardCharsets.US_ASCII), json);
    }

    /** The version that a manifest or a step is of. */
    static int version(byte[] body) {
        return ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }
}
