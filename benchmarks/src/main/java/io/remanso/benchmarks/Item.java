package io.remanso.benchmarks;

import io.remanso.cache.codec.JsonCodec;
import io.remanso.cache.codec.ValueCodec;
import java.util.List;

/** The value in all caches that are compared: about 300 bytes of JSON. */
record Item(long id, String name, String description, double price, List<String> tags) {

    /** What every cache writes it with in Redis, behind a header of its own if it has one. */
    static final ValueCodec<Item> CODEC = JsonCodec.of(Item.class);

    static Item of(long id) {
        return new Item(
                id,
                "Item number " + id,
                "A description of a length that is usual for a text which is shown in a list of "
                        + "results, and that nobody reads to its end unless there is nothing else to do",
                id * 1.25,
                List.of("kitchen", "garden", "sale"));
    }

    /** Stands for the source of a cache: it costs next to nothing. */
    static Item load(String key) {
        return of(key.hashCode());
    }

    static byte[] encode(Item item) {
        return CODEC.encode(item);
    }

    static Item decode(byte[] bytes) {
        return CODEC.decode(bytes, 0, bytes.length);
    }
}
