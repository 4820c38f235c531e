package io.remanso.cache.internal;

import java.util.List;

/** What a node that wants to load a key is told. */
sealed interface LeaseAnswer {

    /** It may load, and publish while nobody invalidates the key. */
    record Granted() implements LeaseAnswer {}

    /** Another entry has been stored meanwhile. */
    record Stored(byte[] entry) implements LeaseAnswer {}

    /**
     * Another node loads.
     *
     * @param millisLeft until its lease ends, if it is not renewed
     */
    record Busy(long millisLeft) implements LeaseAnswer {}

    /**
     * A load has just failed, and none shall be tried yet.
     *
     * @param millisLeft until the next try
     */
    record Failed(long millisLeft) implements LeaseAnswer {}

    static LeaseAnswer of(List<Object> answer) {
        long kind = (Long) answer.get(0);
        if (kind == 1) {
            return new Granted();
        } else if (kind == 2) {
            return new Stored((byte[]) answer.get(1));
        }
        long left = (Long) answer.get(1);
        return (Long) answer.get(2) == 1 ? new Failed(left) : new Busy(left);
    }
}
