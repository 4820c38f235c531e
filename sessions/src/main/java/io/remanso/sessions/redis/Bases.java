package io.remanso.sessions.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.remanso.sessions.storage.Commit;
import io.remanso.sessions.storage.StoredManifest;
import io.remanso.sessions.storage.Zlib;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Adler32;
import org.jspecify.annotations.Nullable;

/**
 * Packs manifests. A manifest resembles the one that it was made from, so it is packed with a base
 * as its dictionary: an earlier manifest of the session, which lies under a key of its own for as
 * long as a kept version leans on it. A manifest that has moved far from its base becomes the next
 * one. A manifest leans on one base and a base on nothing, so that each is read with two values.
 *
 * <p>Which base a manifest leans on is remembered by its state id. The head of a session is always
 * kept, so a commit that finds the head it expects finds its base too. Thread-safe.
 */
final class Bases {

    /** How far back the packer looks. */
    private static final int LONGEST = 32 << 10;

    /** A base has had its time when a manifest takes this part of it. */
    private static final int FAR = 4;

    private static final int MOST = 2_000;

    private final Cache<String, Base> byState =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    /**
     * A manifest that others are packed with.
     *
     * @param id the Adler-32 of its text, in hex
     * @param packed the same, packed by itself
     */
    record Base(String id, byte[] text, byte[] packed) {

        static Base of(byte[] text) {
            Adler32 sum = new Adler32();
            sum.update(text);
            return new Base("%08x".formatted(sum.getValue()), text, Zlib.pack(text));
        }

        /** Whether a text has moved far from this. */
        boolean isFarFrom(byte[] leaning) {
            return leaning.length * FAR > packed.length;
        }
    }

    /**
     * The manifests of a commit, packed.
     *
     * @param texts in the order of the commit
     * @param bases what each leans on; null for one that is packed by itself
     * @param brought a base that the commit brings along
     */
    record Packed(List<byte[]> texts, List<@Nullable Base> bases, @Nullable Base brought) {}

    Packed pack(Commit commit) {
        Base base = byState.getIfPresent(commit.expected().state());
        Base brought = null;
        List<byte[]> texts = new ArrayList<>();
        List<@Nullable Base> bases = new ArrayList<>();
        for (StoredManifest manifest : commit.manifests()) {
            byte[] json = manifest.json();
            if (json.length > LONGEST) {
                texts.add(Zlib.pack(json));
                bases.add(null);
                continue;
            }
            byte[] text = base == null ? Zlib.pack(json) : Zlib.pack(json, base.text());
            if (base == null || (brought == null && base.isFarFrom(text))) {
                base = Base.of(json);
                brought = base;
                text = Zlib.pack(json, json);
            }
            texts.add(text);
            bases.add(base);
        }
        return new Packed(texts, bases, brought);
    }

    /** Each packed by itself. */
    static Packed whole(Commit commit) {
        List<@Nullable Base> none = new ArrayList<>();
        List<byte[]> texts = new ArrayList<>();
        for (StoredManifest manifest : commit.manifests()) {
            texts.add(Zlib.pack(manifest.json()));
            none.add(null);
        }
        return new Packed(texts, none, null);
    }

    /** Notes what the manifests of a commit lean on, which was applied. */
    void applied(Commit commit, Packed packed) {
        for (int i = 0; i < packed.bases().size(); i++) {
            Base base = packed.bases().get(i);
            if (base != null) {
                put(commit.manifests().get(i).state(), base);
            }
        }
    }

    /** Notes what the manifest of a state leans on. */
    void put(String state, Base base) {
        byState.put(state, base);
    }
}
