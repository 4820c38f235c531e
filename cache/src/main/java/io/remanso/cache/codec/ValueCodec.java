package io.remanso.cache.codec;

/**
 * The two-way mapping between a value and its bytes in Redis. Implementations are thread-safe and
 * never see null: an entry that stands for "no value" is written by the cache itself.
 *
 * @param <V> the values
 */
public interface ValueCodec<V> {

    /**
     * The letter that names this form in the header of every entry. A cache reads only entries with
     * the letter of its own codec; any other is a counted miss. The letters j, s, b, m and n are
     * taken.
     */
    char format();

    byte[] encode(V value);

    /**
     * The value that {@link #encode} was given. Any exception from here is a counted miss for the
     * caller of the cache, never an error.
     *
     * @param bytes holds the encoded value between offset and offset + length; not to be changed
     */
    V decode(byte[] bytes, int offset, int length);
}
