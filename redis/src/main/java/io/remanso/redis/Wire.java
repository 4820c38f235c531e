package io.remanso.redis;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A connection of the driver that has stood once and reconnects by itself: to one server, or to all
 * nodes of a Cluster.
 */
record Wire(
        StatefulConnection<byte[], byte[]> connection,
        RedisClusterAsyncCommands<byte[], byte[]> commands) {

    private static final long LONGEST_CLOSE_SECONDS = 1;

    /**
     * The commands of the one node that serves the key, over the same connection that writes to
     * this key take.
     */
    CompletableFuture<RedisClusterAsyncCommands<byte[], byte[]>> nodeOf(byte[] key) {
        if (!(connection instanceof StatefulRedisClusterConnection<byte[], byte[]> cluster)) {
            return CompletableFuture.completedFuture(commands);
        }
        RedisClusterNode node = cluster.getPartitions().getMasterBySlot(SlotHash.getSlot(key));
        if (node == null) {
            return CompletableFuture.failedFuture(
                    new RedisUnavailableException("No node serves the slot of the key", null));
        }
        return cluster.getConnectionAsync(node.getUri().getHost(), node.getUri().getPort())
                .thenApply(StatefulRedisConnection::async);
    }

    void close() {
        end(connection);
    }

    /** Closes a connection and waits for it: closing the client would close it a second time. */
    static void end(StatefulConnection<?, ?> connection) {
        connection
                .closeAsync()
                .completeOnTimeout(null, LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
