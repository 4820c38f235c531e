package io.remanso.sessions.embedded;

import io.remanso.tables.ChunkName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/** The body of a chunk's entry: the name, then the frame. */
final class ChunkBody {

    static final int NAME = 16;

    private ChunkBody() {}

    static byte[] of(ChunkName name, byte[] frame) {
        byte[] body = Arrays.copyOf(HexFormat.of().parseHex(name.hex()), NAME + frame.length);
        System.arraycopy(frame, 0, body, NAME, frame.length);
        return body;
    }

    static ChunkName name(byte[] body) {
        return name(body, 0);
    }

    static byte[] frame(byte[] body) {
        return Arrays.copyOfRange(body, NAME, body.length);
    }

    /** The body of an entry that lists chunks. */
    static byte[] names(Collection<ChunkName> names) {
        byte[] body = new byte[NAME * names.size()];
        int at = 0;
        for (ChunkName name : names) {
            System.arraycopy(HexFormat.of().parseHex(name.hex()), 0, body, at, NAME);
            at += NAME;
        }
        return body;
    }

    static List<ChunkName> names(byte[] body) {
        List<ChunkName> names = new ArrayList<>();
        for (int at = 0; at + NAME <= body.length; at += NAME) {
            names.add(name(body, at));
        }
        return names;
    }

    private static ChunkName name(byte[] bytes, int at) {
        return new ChunkName(HexFormat.of().formatHex(bytes, at, at + NAME));
    }
}
