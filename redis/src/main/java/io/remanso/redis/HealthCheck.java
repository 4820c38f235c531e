package io.remanso.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Makes a {@link RedisHealth}. */
final class HealthCheck {

    private static final String KEPT_POLICY = "noeviction";

    private HealthCheck() {}

    static RedisHealth of(Redis redis) {
        long start = System.nanoTime();
        redis.callRepeatable(RedisClusterAsyncCommands::ping);
        Duration latency = Duration.ofNanos(System.nanoTime() - start);
        try {
            List<String> texts =
                    redis.callRepeatable(commands -> all(redis, commands, node -> node.info()));
            return of(latency, texts.stream().map(InfoText::new).toList());
        } catch (RedisRefusedException e) {
            return new RedisHealth(latency, null, null, null, null, null, null, null);
        }
    }

    private static RedisHealth of(Duration latency, List<InfoText> infos) {
        InfoText first = infos.getFirst();
        return new RedisHealth(
                latency,
                first.text("redis_version"),
                infos.stream().mapToLong(info -> info.number("used_memory")).sum()
                        / 1024.0
                        / 1024.0,
                sum(infos, "connected_clients"),
                sum(infos, "total_commands_processed"),
                infos.stream()
                        .map(info -> info.text("maxmemory_policy"))
                        .reduce((one, other) -> one.equals(KEPT_POLICY) ? other : one)
                        .orElse(""),
                infos.stream().allMatch(info -> info.number("aof_enabled") == 1),
                sum(infos, "connected_slaves"));
    }

    private static long sum(List<InfoText> infos, String field) {
        return infos.stream().mapToLong(info -> info.number(field)).sum();
    }

    /** Asks the one server, or each master of a Cluster. */
    private static <T> CompletionStage<List<T>> all(
            Redis redis,
            RedisClusterAsyncCommands<byte[], byte[]> commands,
            Function<RedisClusterAsyncCommands<byte[], byte[]>, CompletionStage<T>> question) {
        List<CompletableFuture<T>> answers = new ArrayList<>();
        if (redis.connection() instanceof StatefulRedisClusterConnection<byte[], byte[]> cluster) {
            for (RedisClusterNode node : cluster.getPartitions()) {
                if (node.getRole().isUpstream()) {
                    answers.add(
                            cluster.getConnectionAsync(
                                            node.getUri().getHost(), node.getUri().getPort())
                                    .thenApply(StatefulRedisConnection::async)
                                    .thenCompose(question));
                }
            }
        } else {
            answers.add(question.apply(commands).toCompletableFuture());
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(done -> answers.stream().map(CompletableFuture::join).toList());
    }
}
