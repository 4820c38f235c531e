package io.remanso.sessions.redis;

import io.remanso.sessions.DatasetSessionsSuite;
import io.remanso.sessions.testing.BackendUnderTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sessions on a master that Sentinels name. */
class RedisSentinelSessionsTest extends DatasetSessionsSuite {

    @RegisterExtension static final SharedRedis redis = SharedRedis.sentinel();

    @Override
    protected BackendUnderTest open() {
        return redis.open();
    }
}
