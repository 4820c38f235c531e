package io.remanso.tables.clusters;

import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.clusters.Cluster.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Groups texts by edit distance without comparing each with each (Li et al., Pass-Join, 2011): a
 * text is cut into one piece more than edits are allowed, so that one piece at least is left as it
 * is by them, and stands in the other text no farther away than there are edits. Only texts that
 * share a piece so are compared. Not thread-safe.
 */
final class NearTexts {

    static final int MAX_VALUES = 100_000;

    /** Longer texts are in no group. */
    private static final int MAX_LENGTH = 1_000;

    /** Texts looked at and characters compared: some seconds of it. */
    private static final long MAX_WORK = 500_000_000L;

    private final List<Member> values;
    private final int distance;
    private final int[][] texts;
    private final long[] letters;
    private final Map<Long, int[]> places = new HashMap<>();
    private final EditDistance edits = new EditDistance();
    private final boolean[] taken;
    private final int[] seenFor;
    private long work;

    NearTexts(List<Member> values, int distance) {
        this.values = values;
        this.distance = distance;
        this.texts = new int[values.size()][];
        this.letters = new long[values.size()];
        this.taken = new boolean[values.size()];
        this.seenFor = new int[values.size()];
        Arrays.fill(seenFor, -1);
        for (int i = 0; i < texts.length; i++) {
            texts[i] = values.get(i).value().codePoints().toArray();
            taken[i] = texts[i].length > MAX_LENGTH;
            for (int point : texts[i]) {
                letters[i] |= 1L << (point & 63);
            }
        }
    }

    /**
     * Each text that is in no group yet, with those near it that are in none.
     *
     * @throws InvalidParameterException when too many texts share a piece
     */
    List<List<Member>> groups() {
        index();
        List<List<Member>> groups = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            if (!taken[i]) {
                taken[i] = true;
                List<Integer> near = near(i);
                if (!near.isEmpty()) {
                    List<Member> group = new ArrayList<>(List.of(values.get(i)));
                    near.stream().sorted().forEach(j -> group.add(values.get(j)));
                    groups.add(group);
                }
            }
        }
        return groups;
    }

    private void index() {
        for (int i = 0; i < texts.length; i++) {
            if (!taken[i]) {
                int length = texts[i].length;
                for (int piece = 0; piece <= distance; piece++) {
                    long key = key(texts[i], length, piece, start(length, piece));
                    int[] ids = places.getOrDefault(key, new int[] {0});
                    int size = ids[0] + 1;
                    if (size == ids.length) {
                        ids = Arrays.copyOf(ids, Math.max(2, 2 * size));
                    }
                    ids[0] = size;
                    ids[size] = i;
                    places.put(key, ids);
                }
            }
        }
    }

    private List<Integer> near(int i) {
        int[] text = texts[i];
        List<Integer> near = new ArrayList<>();
        for (int length = Math.max(0, text.length - distance);
                length <= text.length + distance;
                length++) {
            int most = Math.min(distance, (Math.max(length, text.length) - 1) / 2);
            for (int piece = 0; piece <= distance && most > 0; piece++) {
                int start = start(length, piece);
                int size = start(length, piece + 1) - start;
                int last = Math.min(start + distance, text.length - size);
                for (int at = Math.max(0, start - distance); at <= last; at++) {
                    collect(i, places.get(key(text, length, piece, at)), most, near);
                }
            }
        }
        return near;
    }

    private void collect(int i, int @Nullable [] ids, int most, List<Integer> near) {
        if (ids == null) {
            return;
        }
        work += ids[0];
        for (int k = 1; k <= ids[0]; k++) {
            int j = ids[k];
            if (!taken[j] && seenFor[j] != i) {
                seenFor[j] = i;
                if (Long.bitCount(letters[i] ^ letters[j]) <= 2 * most) {
                    work += (long) texts[i].length * (2 * most + 1);
                    if (edits.isWithin(texts[i], texts[j], most)) {
                        taken[j] = true;
                        near.add(j);
                    }
                }
            }
        }
        if (work > MAX_WORK) {
            throw new InvalidParameterException(
                    "levenshtein compares texts that share a part, and too many of these %,d texts do; take a smaller distance, or fingerprint or ngram"
                            .formatted(texts.length));
        }
    }

    /** Where a piece begins in a text of this length; the pieces are as even as can be. */
    private int start(int length, int piece) {
        return (int) ((long) length * piece / (distance + 1));
    }

    private long key(int[] text, int length, int piece, int at) {
        int size = start(length, piece + 1) - start(length, piece);
        long hash = 31L * length + piece;
        for (int k = at; k < at + size; k++) {
            hash = (hash + text[k]) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return hash;
    }
}
