package io.remanso.sessions.redis;

import io.remanso.sessions.DatasetSessionsSuite;
import io.remanso.sessions.testing.BackendUnderTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sessions on a Cluster of three masters. */
class RedisClusterSessionsTest extends DatasetSessionsSuite {

    @RegisterExtension static final SharedRedis redis = SharedRedis.cluster();

    @Override
    protected BackendUnderTest open() {
        return redis.open();
    }
}
