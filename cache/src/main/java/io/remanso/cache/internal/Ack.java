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

    static Ack of(List<Object> answer) {
        return new Ack(new String((byte[]) answer.get(0), UTF_8), (Long) answer.get(1));
    }
}
