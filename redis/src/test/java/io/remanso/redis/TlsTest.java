package io.remanso.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.remanso.testing.RedisServer;
import io.remanso.testing.TestCertificate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TlsTest {

    private static final TestCertificate OURS = TestCertificate.of("ip:127.0.0.1");
    private static final TestCertificate ELSEWHERE = TestCertificate.of("dns:redis.example");

    private static Redis connect(RedisServer server, TestCertificate trusted) {
        return Redis.connect(
                RedisSettings.from(
                        Map.of(
                                "REDIS_URL", server.tlsUrl(),
                                "REDIS_TLS_CA_FILE", trusted.certificate().toString(),
                                "REDIS_SOCKET_CONNECT_TIMEOUT", "30")));
    }

    @Test
    void aServerWithATrustedCertificateIsSpokenTo() {
        try (RedisServer server = RedisServer.startTls(OURS);
                Redis redis = connect(server, OURS)) {
            String pong = redis.call(RedisClusterAsyncCommands::ping);
            assertThat(pong).isEqualTo("PONG");
            assertThat(redis.toString()).startsWith("rediss://");
        }
    }

    @Test
    void aServerWithAnotherCertificateIsNot() {
        try (RedisServer server = RedisServer.startTls(OURS)) {
            assertThatThrownBy(() -> connect(server, ELSEWHERE))
                    .isInstanceOf(RedisUnavailableException.class)
                    .hasMessageContaining("TLS: ");
            assertThatThrownBy(() -> Redis.connect(TestSettings.of(server.tlsUrl())))
                    .isInstanceOf(RedisUnavailableException.class)
                    .hasMessageContaining("TLS: ");
        }
    }

    @Test
    void aCertificateForAnotherHostIsNotEnough() {
        try (RedisServer server = RedisServer.startTls(ELSEWHERE)) {
            assertThatThrownBy(() -> connect(server, ELSEWHERE))
                    .isInstanceOf(RedisUnavailableException.class)
                    .hasMessageContaining("TLS: ")
                    .hasMessageContaining("127.0.0.1");
        }
    }
}
