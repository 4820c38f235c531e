package io.remanso.jcache;

import io.remanso.testing.RedisServer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.cache.Caching;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The compatibility kit over a Redis process. */
class TckOverRedisTest {

    private static final String NO_JSON =
            "it stores objects whose classes the configuration does not name and that have no JSON form; Redis gets no Java serialization";

    private static final Map<String, String> EXCLUDED = new TreeMap<>(Tck.EXCLUDED);

    static {
        EXCLUDED.put(
                "StoreByReferenceTest", "a value that went through Redis is not the same object");
        for (String test :
                List.of(
                        "simpleAPINoGenericsAndNoTypeEnforcementStoreByReference",
                        "simpleAPINoGenericsAndNoTypeEnforcementStoreByValue",
                        "simpleAPIWithGenericsAndNoTypeEnforcement",
                        "genericsEnforcementAndStricterTypeEnforcement",
                        "genericsEnforcementAndStricterTypeEnforcementFromCaching",
                        "simpleAPITypeEnforcementObject")) {
            EXCLUDED.put("TypesTest." + test, NO_JSON);
        }
    }

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
        return Tck.tests("org.jsr107.tck.", EXCLUDED);
    }
}
