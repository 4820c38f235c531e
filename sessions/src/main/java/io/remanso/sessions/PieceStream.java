package io.remanso.sessions;

import io.remanso.sessions.storage.StorageBackend;
import io.remanso.sessions.storage.TempId;
import io.remanso.tables.ChunkName;
import io.remanso.tables.DamagedChunkException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/** An uploaded file, fetched piece by piece. For one thread at a time. */
final class PieceStream extends InputStream {

    private final StorageBackend backend;
    private final TempId id;
    private final Iterator<ChunkName> names;
    private byte[] piece = {};
    private int at;

    PieceStream(StorageBackend backend, TempId id, List<ChunkName> names) {
        this.backend = backend;
        this.id = id;
        this.names = names.iterator();
    }

    @Override
    public int read() {
        return fill() ? Byte.toUnsignedInt(piece[at++]) : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int taken = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, into, offset, taken);
        at += taken;
        return taken;
    }

    private boolean fill() {
        while (at == piece.length) {
            if (!names.hasNext()) {
                return false;
            }
            piece = fetch(names.next());
            at = 0;
        }
        return true;
    }

    private byte[] fetch(ChunkName name) {
        byte[] found = backend.chunks(id, List.of(name)).get(name);
        if (found == null || !ChunkName.of(found).equals(name)) {
            throw new DamagedChunkException(
                    "Every piece of an uploaded file must be stored as it came; one is not");
        }
        return found;
    }
}
