package io.remanso.jcache;

import io.remanso.testing.RedisServer;
import java.util.Map;
import java.util.stream.Stream;
import javax.cache.Caching;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The compatibility kit over a Redis process. */
class TckOverRedisTest {

    private static RedisServer server;

    @BeforeAll
    static void start() {
        server = RedisServer.start();
        System.setProperty("REDIS_ENABLED", "true");
        System.setProperty("REDIS_URL", server.url());
        System.setProperty("REDIS_SOCKET_TIMEOUT", "20");
        Caching.getCachingProvider().close();
    }

    @AfterAll
    static void stop() {
        Caching.getCachingProvider().close();
        System.clearProperty("REDIS_ENABLED");
        System.clearProperty("REDIS_URL");
        System.clearProperty("REDIS_SOCKET_TIMEOUT");
        server.close();
    }

    @TestFactory
    Stream<DynamicNode> provider() {
        return Tck.tests("org.jsr107.tck.", Map.of());
    }
}
