package io.remanso.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.List;

/** The driver for a Cluster: follows redirects and keeps its view of the slots fresh. */
final class ClusterDriver extends Driver {

    private static final Duration REFRESH_PERIOD = Duration.ofSeconds(30);
    private static final Duration SHORTEST_REFRESH_GAP = Duration.ofMillis(500);
    private static final int MOST_REDIRECTS = 10;

    private final RedisClusterClient client;

    ClusterDriver(RedisSettings settings, RedisTopology.Cluster cluster) {
        List<RedisURI> seeds =
                cluster.seeds().stream()
                        .map(address ->
                                configure(
                                                RedisURI.builder()
                                                        .withHost(address.host())
                                                        .withPort(address.port()),
                                                settings,
                                                settings.credentials())
                                        .build())
                        .toList();
        client = RedisClusterClient.create(resources(), seeds);
        ClusterClientOptions.Builder options = ClusterClientOptions.builder();
        configure(options, settings);
        client.setOptions(
                options.maxRedirects(MOST_REDIRECTS)
                        .topologyRefreshOptions(
                                ClusterTopologyRefreshOptions.builder()
                                        .adaptiveRefreshTriggersTimeout(SHORTEST_REFRESH_GAP)
                                        .enablePeriodicRefresh(REFRESH_PERIOD)
                                        .build())
                        .build());
    }

    @Override
    Wire connect() {
        StatefulRedisClusterConnection<byte[], byte[]> connection =
                client.connect(ByteArrayCodec.INSTANCE);
        return new Wire(connection, connection.async());
    }

    @Override
    StatefulRedisPubSubConnection<byte[], byte[]> connectPubSub() {
        return client.connectPubSub(ByteArrayCodec.INSTANCE);
    }

    @Override
    void closeClient(Duration limit) {
        client.shutdown(Duration.ZERO, limit);
    }
}
