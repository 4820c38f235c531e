package io.remanso.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.redis.Redis;
import io.remanso.redis.RedisSettings;
import io.remanso.tables.ChunkName;
import io.remanso.testing.RedisServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a session's chunks take in Redis, and what is said when their bytes are not right. */
class RedisDamageTest {

    private static final int VERSION_AT = 4;
    private static final int CHECKED = 16;
    private static final int HEADER = 24;

    @TempDir Path storage;

    private RedisServer server;
    private Redis redis;

    @BeforeEach
    void start() {
        server = RedisServer.start();
        redis =
                Redis.connect(
                        RedisSettings.of(server.url()).withConnectTimeout(Duration.ofMinutes(1)));
    }

    @AfterEach
    void stop() {
        redis.close();
        server.close();
    }

    private TestServer worker(String name) {
        return TestServer.start(
                storage.resolve(name),
                "redis-enabled=true",
                "redis-url=" + server.url(),
                "redis-socket-connect-timeout=60",
                "compression-codec=lz4");
    }

    @Test
    void the_metadata_says_how_the_table_is_kept_and_what_it_takes() {
        try (TestServer worker = worker("a")) {
            JsonNode created = worker.client().create("id,age,again\n1,10,10\n2,,\n3,30,30\n");
            JsonNode said = created.get("serialization");
            Map<byte[], byte[]> frames = chunks(created.get("session_id").stringValue());
            assertThat(said.get("method").stringValue()).isEqualTo("arrow");
            assertThat(said.get("codec").stringValue()).isEqualTo("lz4");
            assertThat(frames).hasSize(2);
            assertThat(said.get("compressed_size_bytes").longValue())
                    .isEqualTo(frames.values().stream().mapToLong(frame -> frame.length).sum());
            assertThat(said.get("compression_ratio").doubleValue()).isPositive();
        }
    }

    @Test
    void bytes_of_a_newer_version_or_with_another_checksum_are_refused() {
        try (TestServer writer = worker("a")) {
            List<String> sessions =
                    List.of(
                            damaged(writer, RedisDamageTest::newerVersion),
                            damaged(writer, RedisDamageTest::otherChecksum));
            String overwritten = writer.client().session("id,age\n1,\n2,30\n");
            overwrite(id(overwritten));
            try (TestServer cold = worker("b")) {
                for (String session : sessions) {
                    assertRefused(cold, session);
                }
                assertRefused(cold, overwritten);
            }
        }
    }

    private static void assertRefused(TestServer worker, String session) {
        Answer rows = worker.client().get(session + "/rows");
        assertThat(rows.problem()).isEqualTo("410 session_damaged");
        Answer step =
                worker.client()
                        .operation(
                                session,
                                "{\"operation\": \"fill_nulls\", \"columns\": [\"age\"], \"strategy\": \"mean\"}");
        assertThat(step.problem()).isEqualTo("410 session_damaged");
    }

    /** A session whose chunks are all changed, and named anew, as a writer of such bytes would. */
    private String damaged(TestServer writer, UnaryOperator<byte[]> change) {
        String session = writer.client().session("id,age\n1,\n2,30\n");
        String manifest = unpacked(get(id(session), "df:v:0001"));
        for (Map.Entry<byte[], byte[]> chunk : chunks(id(session)).entrySet()) {
            byte[] frame = change.apply(chunk.getValue());
            byte[] name = ChunkName.of(frame).hex().getBytes(UTF_8);
            redis.call(commands -> commands.hset(key(id(session), "chunks"), name, frame));
            manifest = manifest.replace(new String(chunk.getKey(), UTF_8), new String(name, UTF_8));
        }
        byte[] packed = packed(manifest);
        for (String part : List.of("df:v:0001", "df:current")) {
            redis.call(commands -> commands.set(key(id(session), part), packed));
        }
        return session;
    }

    /** Another byte under the same names. */
    private void overwrite(String session) {
        chunks(session)
                .forEach((name, frame) -> {
                    byte[] other = frame.clone();
                    other[HEADER]++;
                    redis.call(commands -> commands.hset(key(session, "chunks"), name, other));
                });
    }

    private static byte[] newerVersion(byte[] frame) {
        byte[] newer = frame.clone();
        newer[VERSION_AT] = 2;
        CRC32 crc = new CRC32();
        crc.update(newer, 0, CHECKED);
        crc.update(newer, HEADER, newer.length - HEADER);
        ByteBuffer.wrap(newer).order(ByteOrder.LITTLE_ENDIAN).putInt(CHECKED, (int) crc.getValue());
        return newer;
    }

    private static byte[] otherChecksum(byte[] frame) {
        byte[] other = frame.clone();
        other[CHECKED]++;
        return other;
    }

    private Map<byte[], byte[]> chunks(String session) {
        return redis.callRepeatable(commands -> commands.hgetall(key(session, "chunks")));
    }

    private byte[] get(String session, String part) {
        return redis.callRepeatable(commands -> commands.get(key(session, part)));
    }

    private static byte[] key(String session, String part) {
        return "biometric:{%s}:%s".formatted(session, part).getBytes(UTF_8);
    }

    private static String id(String session) {
        return Arrays.asList(session.split("/")).getLast();
    }

    private static String unpacked(byte[] bytes) {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("A manifest in Redis is zlib", e);
        }
    }

    private static byte[] packed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("Memory takes all bytes", e);
        }
        return bytes.toByteArray();
    }
}
