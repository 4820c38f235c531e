package io.remanso.redis;

import java.time.Duration;

/** Settings for a machine that may be busy with much else: patient where nothing is tested. */
final class TestSettings {

    private TestSettings() {}

    static RedisSettings of(String url) {
        return RedisSettings.of(url).withConnectTimeout(Duration.ofSeconds(30));
    }
}
