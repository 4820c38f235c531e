package io.remanso.sessions.redis;

import io.remanso.sessions.storage.StorageBackendSuite;
import io.remanso.sessions.testing.BackendUnderTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The primitives of the storage on a Cluster of three masters. */
class RedisClusterBackendTest extends StorageBackendSuite {

    @RegisterExtension static final SharedRedis redis = SharedRedis.cluster();

    @Override
    protected BackendUnderTest open() {
        return redis.open();
    }
}
