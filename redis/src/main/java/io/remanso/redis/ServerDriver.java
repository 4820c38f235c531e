package io.remanso.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;

/** The driver for one server, and for one that Sentinels name. */
final class ServerDriver extends Driver {

    private final RedisURI uri;
    private final RedisClient client;

    ServerDriver(RedisSettings settings, RedisTopology.Single single) {
        this(
                settings,
                configure(
                                RedisURI.builder()
                                        .withHost(single.address().host())
                                        .withPort(single.address().port())
                                        .withDatabase(single.database()),
                                settings,
                                settings.credentials())
                        .build());
    }

    ServerDriver(RedisSettings settings, RedisTopology.Sentinel sentinel) {
        this(settings, uri(settings, sentinel));
    }

    private ServerDriver(RedisSettings settings, RedisURI uri) {
        this.uri = uri;
        this.client = RedisClient.create(resources(), uri);
        client.setOptions(configure(ClientOptions.builder(), settings).build());
    }

    private static RedisURI uri(RedisSettings settings, RedisTopology.Sentinel sentinel) {
        RedisURI.Builder builder =
                RedisURI.builder()
                        .withSentinelMasterId(sentinel.master())
                        .withDatabase(sentinel.database());
        for (RedisAddress address : sentinel.sentinels()) {
            builder.withSentinel(
                    configure(
                                    RedisURI.builder()
                                            .withHost(address.host())
                                            .withPort(address.port()),
                                    settings,
                                    settings.sentinelCredentials())
                            .build());
        }
        return configure(builder, settings, settings.credentials()).build();
    }

    @Override
    Wire connect() {
        StatefulRedisConnection<byte[], byte[]> connection =
                client.connect(ByteArrayCodec.INSTANCE, uri);
        return new Wire(connection, connection.async());
    }

    @Override
    StatefulRedisPubSubConnection<byte[], byte[]> connectPubSub() {
        return client.connectPubSub(ByteArrayCodec.INSTANCE, uri);
    }

    @Override
    void closeClient(Duration limit) {
        client.shutdown(Duration.ZERO, limit);
    }
}
