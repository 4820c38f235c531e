package io.remanso.sessions.redis;

import io.remanso.sessions.storage.StorageBackendSuite;
import io.remanso.sessions.testing.BackendUnderTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The primitives of the storage on one server. */
class RedisSingleBackendTest extends StorageBackendSuite {

    @RegisterExtension static final SharedRedis redis = SharedRedis.single();

    @Override
    protected BackendUnderTest open() {
        return redis.open();
    }
}
