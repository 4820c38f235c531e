package io.remanso.sessions.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.remanso.tables.ChunkName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The arguments of a script, in its order. A list comes after its length. */
final class Arguments {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final List<byte[]> items = new ArrayList<>();

    Arguments add(byte[] bytes) {
        items.add(bytes);
        return this;
    }

    Arguments add(String text) {
        return add(text.getBytes(UTF_8));
    }

    Arguments add(long number) {
        return add(Long.toString(number));
    }

    /** Milliseconds, at least one; a time to live of centuries ends after one. */
    Arguments add(Duration duration) {
        Duration bounded = duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
        return add(Math.max(bounded.toMillis(), 1));
    }

    Arguments addAll(Collection<byte[]> list) {
        add(list.size());
        items.addAll(list);
        return this;
    }

    Arguments addNumbers(Collection<Integer> numbers) {
        return addAll(numbers.stream().map(number -> number.toString().getBytes(UTF_8)).toList());
    }

    Arguments addNames(Collection<ChunkName> names) {
        return addAll(names.stream().map(Arguments::bytes).toList());
    }

    /** Names and frames by turns. */
    Arguments addFrames(Map<ChunkName, byte[]> frames) {
        List<byte[]> turns = new ArrayList<>();
        frames.forEach((name, frame) -> {
            turns.add(bytes(name));
            turns.add(frame);
        });
        return addAll(turns);
    }

    static byte[] bytes(ChunkName name) {
        return name.hex().getBytes(UTF_8);
    }

    byte[][] toArray() {
        return items.toArray(byte[][]::new);
    }
}
