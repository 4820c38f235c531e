package io.remanso.testing;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts complete top-level frames in a stream of RESP2 or RESP3 bytes: requests in one direction,
 * replies in the other. Pushed messages are no replies and are not counted. One thread writes,
 * others may read {@link #count}.
 */
final class FrameCounter {

    private final StringBuilder line = new StringBuilder();
    private long skip;
    private long open = 1;
    private boolean push;
    private final AtomicLong count = new AtomicLong();

    /** Complete frames so far. */
    long count() {
        return count.get();
    }

    /** Whether the bytes so far end inside a frame. */
    boolean isInsideFrame() {
        return open != 1 || skip > 0 || !line.isEmpty();
    }

    void read(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (skip > 0) {
                int step = (int) Math.min(skip, bytes.length - i);
                skip -= step;
                i += step - 1;
                closeIfComplete();
            } else if (bytes[i] == '\n') {
                header(line.charAt(0), line.substring(1).trim());
                line.setLength(0);
                closeIfComplete();
            } else {
                line.append((char) bytes[i]);
            }
        }
    }

    private void header(char type, String rest) {
        open--;
        switch (type) {
            case '$', '=', '!' -> skip = bulk(Long.parseLong(rest));
            case '*', '~' -> open += Math.max(Long.parseLong(rest), 0);
            case '%' -> open += 2 * Long.parseLong(rest);
            case '|' -> open += 2 * Long.parseLong(rest) + 1;
            case '>' -> {
                push = true;
                open += Long.parseLong(rest);
            }
            default -> {
                // A value of one line.
            }
        }
    }

    private static long bulk(long length) {
        return length < 0 ? 0 : length + 2;
    }

    private void closeIfComplete() {
        if (open == 0 && skip == 0) {
            if (!push) {
                count.incrementAndGet();
            }
            push = false;
            open = 1;
        }
    }
}
