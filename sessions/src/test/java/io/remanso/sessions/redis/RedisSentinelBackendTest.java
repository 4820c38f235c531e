package io.remanso.sessions.redis;

import io.remanso.sessions.storage.StorageBackendSuite;
import io.remanso.sessions.testing.BackendUnderTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The primitives of the storage on a master that Sentinels name. */
class RedisSentinelBackendTest extends StorageBackendSuite {

    @RegisterExtension static final SharedRedis redis = SharedRedis.sentinel();

    @Override
    protected BackendUnderTest open() {
        return redis.open();
    }
}
