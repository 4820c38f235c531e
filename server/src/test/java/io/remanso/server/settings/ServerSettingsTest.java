package io.remanso.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.redis.InvalidSettingException;
import io.remanso.redis.LockOptions;
import io.remanso.spring.settings.StartRefusedException;
import io.remanso.tables.ChunkFormat;
import io.remanso.tables.Codec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySourcesPropertyResolver;

class ServerSettingsTest {

    @Test
    void nothing_set_gives_the_documented_defaults() {
        ServerSettings settings = read(Map.of());

        assertThat(settings.port()).isEqualTo(8000);
        assertThat(settings.address().getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(settings.redisWanted()).isFalse();
        assertThat(settings.fallbackToMemory()).isTrue();
        assertThat(settings.storageDir()).isEqualTo(Path.of("storage").toAbsolutePath());
        assertThat(settings.sessionTtl()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.maxVersions()).isEqualTo(50);
        assertThat(settings.format()).isEqualTo(ChunkFormat.ARROW);
        assertThat(settings.codec()).isEqualTo(Codec.ZSTD);
        assertThat(settings.maxTableBytes()).isEqualTo(500L << 20);
        assertThat(settings.maxUploadBytes()).isEqualTo(2048L << 20);
        assertThat(settings.redisBackend().lock())
                .isEqualTo(new LockOptions(Duration.ofSeconds(10), 3, true));
    }

    @Test
    void a_setting_goes_by_its_environment_name_and_by_its_property() {
        assertThat(read(Map.of("MAX_VERSIONS", "7")).maxVersions()).isEqualTo(7);
        assertThat(read(Map.of("remanso.max-versions", "8")).maxVersions()).isEqualTo(8);
        assertThat(read(Map.of("MAX_VERSIONS", "7", "remanso.max-versions", "8")).maxVersions())
                .isEqualTo(8);
    }

    @Test
    void the_lock_is_as_told_and_always_renewed() {
        assertThat(read(Map.of("LOCK_TTL_SECONDS", "2", "LOCK_RETRIES", "0")).redisBackend().lock())
                .isEqualTo(new LockOptions(Duration.ofSeconds(2), 0, true));
    }

    @Test
    void a_blank_value_counts_as_not_set() {
        assertThat(read(Map.of("MAX_VERSIONS", " ")).maxVersions()).isEqualTo(50);
    }

    @Test
    void the_port_may_be_given_as_spring_gives_it() {
        assertThat(read(Map.of("server.port", "0")).port()).isZero();
    }

    @Test
    void names_of_other_systems_are_accepted() {
        assertThat(read(Map.of("SERIALIZATION_METHOD", "pyarrow")).format())
                .isEqualTo(ChunkFormat.ARROW);
        assertThat(read(Map.of("SERIALIZATION_METHOD", "pickle")).format())
                .isEqualTo(ChunkFormat.PORTABLE);
    }

    @Test
    void compression_that_is_off_is_no_codec() {
        assertThat(read(Map.of("COMPRESSION_ENABLED", "false", "COMPRESSION_CODEC", "lz4")).codec())
                .isEqualTo(Codec.NONE);
        assertThat(read(Map.of("COMPRESSION_CODEC", "LZ4")).codec()).isEqualTo(Codec.LZ4);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, false",
                "true, -, true",
                "false, redis, true",
                "true, inmemory, false",
            })
    void the_named_backend_wins_over_the_switch(String enabled, String backend, boolean wanted) {
        Map<String, Object> values = new java.util.HashMap<>();
        if (enabled != null) {
            values.put("REDIS_ENABLED", enabled);
        }
        if (backend != null) {
            values.put("STORAGE_BACKEND", backend);
        }

        assertThat(read(values).redisWanted()).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MAX_VERSIONS | many | MAX_VERSIONS must be a whole number from 1 to 10000, got 'many'",
                "MAX_VERSIONS | 0 | MAX_VERSIONS must be a whole number from 1 to 10000, got '0'",
                "LOCK_TTL_SECONDS | 0 | LOCK_TTL_SECONDS must be a whole number from 1 to 86400, got '0'",
                "LOCK_RETRIES | -1 | LOCK_RETRIES must be a whole number from 0 to 1000, got '-1'",
                "SERVER_PORT | 70000 | SERVER_PORT must be a whole number from 0 to 65535, got '70000'",
                "REDIS_ENABLED | maybe | REDIS_ENABLED must be true or false, got 'maybe'",
                "STORAGE_BACKEND | disk | STORAGE_BACKEND must be one of redis, inmemory, got 'disk'",
                "COMPRESSION_CODEC | rar | COMPRESSION_CODEC must be one of snappy, zstd, gzip, lz4, got 'rar'",
                "SERIALIZATION_METHOD | xml | SERIALIZATION_METHOD must be one of arrow, pyarrow, portable, pickle, got 'xml'",
                "SERVER_ADDRESS | no such host | SERVER_ADDRESS must be an address of this machine (0.0.0.0 for all), got 'no such host'",
                "STORAGE_FALLBACK_TO_MEMORY | 2 | STORAGE_FALLBACK_TO_MEMORY must be true or false, got '2'",
                "REDIS_SESSION_TTL_SECONDS | 0 | REDIS_SESSION_TTL_SECONDS must be a whole number from 1 to 31622400, got '0'",
                "REDIS_REQUIRE_DURABLE | always | REDIS_REQUIRE_DURABLE must be true or false, got 'always'",
                "COMPRESSION_ENABLED | zstd | COMPRESSION_ENABLED must be true or false, got 'zstd'",
                "MAX_UPLOAD_MB | 1.5 | MAX_UPLOAD_MB must be a whole number from 1 to 1000000, got '1.5'",
                "QUERY_MEMORY_MB | 10 | QUERY_MEMORY_MB must be a whole number from 64 to 1000000, got '10'",
                "MAX_JOBS | 0 | MAX_JOBS must be a whole number from 1 to 1000, got '0'",
                "MAX_WAITING_JOBS | -1 | MAX_WAITING_JOBS must be a whole number from 0 to 100000, got '-1'",
                "MAX_DATAFRAME_SIZE_MB | -5 | MAX_DATAFRAME_SIZE_MB must be a whole number from 1 to 1000000, got '-5'",
            })
    void a_wrong_value_is_refused_with_its_setting_and_what_is_allowed(
            String name, String value, String message) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
                .isInstanceOf(StartRefusedException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "REDIS_URL | http://example.org | REDIS_URL",
                "REDIS_PORT | 0 | REDIS_PORT",
                "REDIS_DB | first | REDIS_DB",
                "REDIS_USERNAME | ada | REDIS_USERNAME",
                "REDIS_MAX_CONNECTIONS | 0 | REDIS_MAX_CONNECTIONS",
                "REDIS_SOCKET_TIMEOUT | -1 | REDIS_SOCKET_TIMEOUT",
                "REDIS_SOCKET_CONNECT_TIMEOUT | soon | REDIS_SOCKET_CONNECT_TIMEOUT",
                "REDIS_RETRY_ON_TIMEOUT | perhaps | REDIS_RETRY_ON_TIMEOUT",
                "REDIS_TLS_CA_FILE | /no/such/file | REDIS_TLS_CA_FILE",
                "KEY_PREFIX | {x} | KEY_PREFIX",
            })
    void a_wrong_value_about_redis_is_refused_too(String name, String value, String setting) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("%s is '%s'; allowed is ".formatted(setting, value));
    }

    private static ServerSettings read(Map<String, Object> values) {
        MutablePropertySources sources = new MutablePropertySources();
        sources.addFirst(new MapPropertySource("test", values));
        return ServerSettings.read(new PropertySourcesPropertyResolver(sources));
    }
}
