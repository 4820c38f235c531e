package io.remanso.sessions.redis;

import io.remanso.sessions.storage.StorageBackendSuite;
import io.remanso.sessions.testing.BackendUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The primitives of the storage on one server. */
class RedisSingleBackendTest extends StorageBackendSuite {

    private static SharedRedis redis;

    @BeforeAll
    static void start() {
        redis = SharedRedis.single();
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
