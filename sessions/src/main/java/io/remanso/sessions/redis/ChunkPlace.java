package io.remanso.sessions.redis;

import io.remanso.redis.Script;
import io.remanso.sessions.storage.StorageId;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the chunks of one session or temporary item are, and which scripts serve them.
 *
 * @param id the session or item
 * @param keys the keys that the scripts take
 * @param hash the key of the chunks
 * @param look answers whether the session or item is there and which of these chunks it has, and
 *     renews it
 * @param stage stages chunks
 * @param release forgets what was staged
 * @param whole throws when an answer of {@code look} or {@code stage} says that the session or item
 *     is gone or damaged
 * @param fresh whether it was seen whole and renewed a moment ago
 * @param lives whether it is known to live still, without asking
 */
record ChunkPlace(
        StorageId id,
        List<byte[]> keys,
        byte[] hash,
        Script<List<@Nullable Object>> look,
        Script<List<@Nullable Object>> stage,
        Script<List<@Nullable Object>> release,
        Consumer<Answer> whole,
        BooleanSupplier fresh,
        BooleanSupplier lives) {}
