package io.remanso.sessions.embedded;

import io.remanso.sessions.storage.StoredManifest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The body of a manifest's entry: version, state id, packed JSON. */
final class ManifestBody {

    private ManifestBody() {}

    private static final int STATE = Integer.BYTES + 1;

    static byte[] of(StoredManifest manifest, byte[] packed) {
        byte[] state = manifest.state().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(STATE + state.length + packed.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(manifest.version())
                .put((byte) state.length)
                .put(state)
                .put(packed)
                .array();
    }

    /**
     * @param json the JSON that {@link #packed} holds
     */
    static StoredManifest read(byte[] body, byte[] json) {
        String state = new String(body, STATE, stateLength(body), StandardCharsets.US_ASCII);
        return new StoredManifest(version(body), state, json);
    }

    /** The packed JSON. */
    static byte[] packed(byte[] body) {
        return Arrays.copyOfRange(body, STATE + stateLength(body), body.length);
    }

    private static int stateLength(byte[] body) {
        return Byte.toUnsignedInt(body[STATE - 1]);
    }

    /** The version that a manifest or a step is of. */
    static int version(byte[] body) {
        return ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }
}
