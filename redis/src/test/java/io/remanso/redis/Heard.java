package io.remanso.redis;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what a subscription was told. */
final class Heard implements MessageListener {

    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final AtomicInteger subscribed = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();

    @Override
    public void onMessage(byte[] channel, byte[] message) {
        messages.add(Texts.text(channel) + ": " + Texts.text(message));
    }

    @Override
    public void onSubscribed() {
        subscribed.incrementAndGet();
    }

    @Override
    public void onLost() {
        lost.incrementAndGet();
    }

    List<String> messages() {
        return List.copyOf(messages);
    }

    int subscribed() {
        return subscribed.get();
    }

    int lost() {
        return lost.get();
    }
}
