package io.remanso.redis;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How Redis is: what a health answer shows. Fields of INFO are null when the user of the connection
 * may not read them. Of a Cluster the counts are sums over its masters.
 *
 * @param latency of one PING
 * @param version such as {@code 7.2.0}
 * @param usedMemoryMb in MiB
 * @param maxmemoryPolicy such as {@code noeviction}; of a Cluster, the first that is not {@code
 *     noeviction}
 * @param aofEnabled whether each server keeps an append-only file
 * @param connectedReplicas how many replicas follow, of a Cluster in all
 */
public record RedisHealth(
        Duration latency,
        @Nullable String version,
        @Nullable Double usedMemoryMb,
        @Nullable Long connectedClients,
        @Nullable Long totalCommandsProcessed,
        @Nullable String maxmemoryPolicy,
        @Nullable Boolean aofEnabled,
        @Nullable Long connectedReplicas) {}
