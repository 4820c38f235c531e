package io.remanso.sessions.embedded;

import io.remanso.sessions.storage.Zlib;
import io.remanso.tables.DamagedChunkException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The texts of one kind in a log, in its order. Each is packed with the one before it as its
 * dictionary, which it resembles; every {@value #LONGEST}th is packed by itself, so that a text is
 * read with a few others and not with all before it. Not thread-safe.
 */
final class TextChain {

    static final int LONGEST = 16;

    private final List<byte[]> packed = new ArrayList<>();
    private byte @Nullable [] last;

    /** A chain that goes on from here by itself. */
    TextChain copy() {
        TextChain copy = new TextChain();
        copy.packed.addAll(packed);
        copy.last = last;
        return copy;
    }

    boolean isEmpty() {
        return packed.isEmpty();
    }

    /** Packs the next text and adds it. */
    byte[] pack(byte[] text) {
        boolean whole = packed.isEmpty() || packed.size() == LONGEST;
        byte[] next = whole ? Zlib.pack(text) : Zlib.pack(text, last());
        add(next, text);
        return next;
    }

    /** Adds a text that was packed after those before it. */
    void add(byte[] next) {
        byte[] before = last;
        add(next, before == null ? null : Zlib.unpack(next, before));
    }

    private void add(byte[] next, byte @Nullable [] text) {
        if (!Zlib.needsDictionary(next)) {
            packed.clear();
        } else if (packed.isEmpty()) {
            throw new DamagedChunkException("A text must be packed after one that is whole");
        }
        packed.add(next);
        last = text;
    }

    /** The last text. */
    byte[] last() {
        byte[] text = last;
        if (text == null) {
            text = new byte[0];
            for (byte[] next : packed) {
                text = Zlib.unpack(next, text);
            }
            last = text;
        }
        return text;
    }
}
