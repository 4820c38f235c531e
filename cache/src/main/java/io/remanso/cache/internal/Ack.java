package io.remanso.cache.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * The place that the log gave to an invalidation.
 *
 * @param epoch the log's epoch
 * @param seq the event's number
 */
record Ack(String epoch, long seq) {

    /**
     * @throws FarException when Redis got the write after its sender had given it up
     */
    static Ack of(List<Object> answer) {
        if (answer.isEmpty()) {
            throw new FarException("Redis got a write too late to make it", null);
        }
        return new Ack(new String((byte[]) answer.get(0), UTF_8), (Long) answer.get(1));
    }

    /** The later of two that were given in this order, unless an epoch began between them. */
    Ack orLater(Ack other) {
        return epoch.equals(other.epoch) && seq > other.seq ? this : other;
    }
}
