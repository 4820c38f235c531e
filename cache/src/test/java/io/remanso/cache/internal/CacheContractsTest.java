package io.remanso.cache.internal;

import io.remanso.cache.CacheSettings;
import io.remanso.cache.CacheSettingsBuilder;
import io.remanso.cache.KeyCodec;
import io.remanso.cache.Tiers;
import io.remanso.cache.codec.Compression;
import io.remanso.cache.codec.SmileCodec;
import io.remanso.testing.RedisCluster;
import io.remanso.testing.RedisSentinel;
import io.remanso.testing.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The contract, in every place and form. */
class CacheContractsTest {

    private static RedisServer server;

    @BeforeAll
    static void start() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Nested
    class WithoutRedis extends CacheContract {
        private final CacheEngine alone = CacheEngine.inProcess();

        @Override
        CacheEngine open() {
            return alone;
        }

        @Override
        void close() {
            alone.close();
        }
    }

    abstract static class OverRedis extends CacheContract {
        private final Nodes nodes = new Nodes();

        @Override
        CacheEngine open() {
            return nodes.connect(url());
        }

        String url() {
            return server.url();
        }

        @Override
        void close() {
            nodes.close();
        }
    }

    @Nested
    class BothTiers extends OverRedis {}

    @Nested
    class NearTierWithinAnApplication extends OverRedis {
        @Override
        CacheSettingsBuilder<String, Person> settings(String name) {
            return super.settings(name).tiers(Tiers.NEAR);
        }
    }

    @Nested
    class FarTierAlone extends OverRedis {
        @Override
        CacheSettingsBuilder<String, Person> settings(String name) {
            return super.settings(name).tiers(Tiers.FAR);
        }
    }

    @Nested
    class FarTierInSmileCompressed extends OverRedis {
        @Override
        CacheSettingsBuilder<String, Person> settings(String name) {
            return CacheSettings.of(name, KeyCodec.strings(), SmileCodec.of(Person.class))
                    .tiers(Tiers.FAR)
                    .compression(Compression.ZSTD, 1);
        }
    }

    @Nested
    class BehindSentinels extends OverRedis {
        private static RedisSentinel sentinel;

        @BeforeAll
        static void start() {
            sentinel = RedisSentinel.start();
        }

        @AfterAll
        static void stop() {
            sentinel.close();
        }

        @Override
        String url() {
            return sentinel.url();
        }
    }

    @Nested
    class InACluster extends OverRedis {
        private static RedisCluster cluster;

        @BeforeAll
        static void start() {
            cluster = RedisCluster.start();
        }

        @AfterAll
        static void stop() {
            cluster.close();
        }

        @Override
        String url() {
            return cluster.url();
        }

        @Override
        CacheSettingsBuilder<String, Person> settings(String name) {
            return super.settings(name).compression(Compression.DEFLATE, 1);
        }
    }
}
