package io.remanso.sessions.redis;

import io.remanso.sessions.DatasetSessionsSuite;
import io.remanso.sessions.testing.BackendUnderTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sessions on one server. */
class RedisSingleSessionsTest extends DatasetSessionsSuite {

    @RegisterExtension static final SharedRedis redis = SharedRedis.single();

    @Override
    protected BackendUnderTest open() {
        return redis.open();
    }
}
