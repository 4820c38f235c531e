package io.remanso.jcache;

import io.remanso.cache.KeyCodec;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The text of keys of any class in a cache that never leaves the process. There a text has to lead
 * back to its key within one call only, in the thread that made it: so it is a ticket that holds
 * for the last key of the thread. Texts are themselves. Thread-safe.
 */
final class LocalKeys<K> implements KeyCodec<K> {

    private static final char PLAIN = '\'';

    private static final AtomicLong TICKETS = new AtomicLong();
    private static final ThreadLocal<@Nullable Ticket> LAST = new ThreadLocal<>();

    private record Ticket(Object key, String text) {}

    @Override
    @SuppressWarnings("ReferenceEquality") // a ticket is for one object
    public String encode(K key) {
        if (key instanceof String text) {
            return PLAIN + text;
        }
        Ticket ticket = LAST.get();
        if (ticket == null || ticket.key() != key) {
            ticket = new Ticket(key, "#" + TICKETS.incrementAndGet());
            LAST.set(ticket);
        }
        return ticket.text();
    }

    /**
     * @throws IllegalArgumentException when the text is of another key than this thread's last; the
     *     cache then drops all that it holds in process
     */
    @Override
    @SuppressWarnings("unchecked") // it was a key of this cache
    public K decode(String text) {
        if (!text.isEmpty() && text.charAt(0) == PLAIN) {
            return (K) text.substring(1);
        }
        Ticket ticket = LAST.get();
        if (ticket == null || !ticket.text().equals(text)) {
            throw new IllegalArgumentException(
                    "A key's text must be of this thread's last key, got '%s'".formatted(text));
        }
        return (K) ticket.key();
    }
}
