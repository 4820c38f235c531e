package io.remanso.sessions.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.remanso.sessions.storage.Head;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a script answers: a status and, when the session or item is there, its expiry and what was
 * asked for.
 */
record Answer(List<@Nullable Object> items) {

    private static final int ENDS = 1;
    private static final int TTL = 2;
    private static final int RENEWED = 3;
    private static final int REST = 4;

    String status() {
        return new String(bytes(0), UTF_8);
    }

    Instant expiresAt() {
        return Instant.ofEpochMilli(number(ENDS));
    }

    Duration ttl() {
        return Duration.ofMillis(number(TTL));
    }

    /** Whether this call moved the expiry. */
    boolean renewed() {
        return number(RENEWED) == 1;
    }

    /** Whether there is such an item of what was asked for, from 0. */
    boolean has(int index) {
        return REST + index < items.size() && items.get(REST + index) != null;
    }

    /** An item of what was asked for, from 0. */
    byte[] payload(int index) {
        return bytes(REST + index);
    }

    String text(int index) {
        return new String(payload(index), UTF_8);
    }

    /** A head, which is three items from this one on. */
    Head head(int index) {
        return new Head(Integer.parseInt(text(index)), text(index + 1), text(index + 2));
    }

    /** A list of byte[] and nulls in what was asked for, from 0. */
    List<?> list(int index) {
        return (List<?>) item(REST + index);
    }

    /** What stands right behind a status other than ok. */
    Object detail() {
        return item(1);
    }

    private long number(int index) {
        return (Long) item(index);
    }

    private byte[] bytes(int index) {
        return (byte[]) item(index);
    }

    private Object item(int index) {
        return Objects.requireNonNull(items.get(index), "a script answered too little");
    }
}
