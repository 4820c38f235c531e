package io.remanso.redis;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One or more commands written down as code, such as {@code commands -> commands.get(key)}. It may
 * run more than once and on a thread of the driver: it sends and returns, and never blocks.
 *
 * @param <T> what the answer is
 */
@FunctionalInterface
public interface Request<T extends @Nullable Object> {

    /**
     * Sends the commands; those of several are pipelined. Keys and values are bytes as they are.
     */
    CompletionStage<T> send(RedisClusterAsyncCommands<byte[], byte[]> commands);
}
