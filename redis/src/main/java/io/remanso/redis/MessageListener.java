package io.remanso.redis;

/**
 * Is told what happens to a {@link Subscription}. Calls come one at a time, on a thread of the
 * driver: they must not block.
 */
public interface MessageListener {

    /** A message, with the channel it came over. */
    void onMessage(byte[] channel, byte[] message);

    /**
     * The subscription to all channels is in force, for the first time or again after a loss:
     * messages sent before may have been missed, later ones arrive.
     */
    default void onSubscribed() {}

    /** The connection was lost; messages are missed until {@link #onSubscribed} is called again. */
    default void onLost() {}
}
