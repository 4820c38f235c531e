package io.remanso.sessions.redis;

import io.remanso.sessions.DatasetSessionsSuite;
import io.remanso.sessions.testing.BackendUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Sessions on a master that Sentinels name. */
class RedisSentinelSessionsTest extends DatasetSessionsSuite {

    private static SharedRedis redis;

    @BeforeAll
    static void start() {
        redis = SharedRedis.sentinel();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Override
    protected BackendUnderTest open() {
        return redis.open();
    }
}
