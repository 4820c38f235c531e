package io.remanso.cache.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Decides whether an entry of Redis has outlived the invalidations of its namespace and tags. What
 * this node has followed in the log answers at once; only for an entry that is older than what the
 * node knows, Redis is asked, once per namespace or tag.
 */
final class Validity {

    private final Node node;
    private final Remote remote;

    Validity(Node node, Remote remote) {
        this.node = node;
        this.remote = remote;
    }

    /**
     * @param generations those of the header, in its order
     * @throws FarException when Redis had to be asked and did not answer
     */
    boolean stands(EntryHeader header, Generation[] generations) {
        if (node.pending().coversGenerations(header.generations())) {
            return false;
        }
        Position position = node.timeline().applied();
        Generation everything = node.everything();
        if (header.epoch().equals(position.epoch())) {
            long stamp = position.stampOf(header.seq());
            if (!everything.stands(stamp) || !Generations.stand(generations, stamp)) {
                return false;
            }
            if (remote.live()
                    && everything.knownSince(stamp)
                    && Generations.known(generations, stamp)) {
                return true;
            }
        } else if (remote.live()) {
            return false;
        }
        return ask(header, generations, position);
    }

    /**
     * The same by the word of Redis, for who must know of every invalidation until now.
     *
     * @throws FarException when Redis does not answer
     */
    boolean standsInRedis(EntryHeader header, Generation[] generations) {
        return ask(header, generations, node.timeline().applied());
    }

    private boolean ask(EntryHeader header, Generation[] generations, Position position) {
        List<Generation> all = new ArrayList<>(List.of(generations));
        all.add(node.everything());
        List<String> names = all.stream().map(generation -> generation.name).toList();
        Journal.Known known = remote.journal().known(names);
        if (!known.epoch().equals(header.epoch())) {
            return false;
        }
        boolean same = known.epoch().equals(position.epoch());
        boolean stands = true;
        for (Generation generation : all) {
            boolean tag = generation.name.charAt(0) == 't';
            long last = lastOf(known.last(), generation.name);
            long completeFrom = tag && last == 0 ? known.floor() : 0;
            stands &= last <= header.seq() && completeFrom <= header.seq();
            if (same) {
                long stamp = last == 0 ? Long.MIN_VALUE : position.stampOf(last);
                node.timeline()
                        .ifStillOn(
                                position,
                                () -> generation.learned(stamp, position.stampOf(completeFrom)));
            }
        }
        return stands;
    }

    private static long lastOf(Map<String, Long> last, String name) {
        Long seq = last.get(name);
        return seq == null ? 0 : seq;
    }
}
