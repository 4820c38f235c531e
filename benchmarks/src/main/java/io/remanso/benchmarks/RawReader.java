package io.remanso.benchmarks;

import io.lettuce.core.KeyValue;
import io.lettuce.core.api.StatefulRedisConnection;
import io.remanso.sessions.storage.Zlib;
import io.remanso.tables.ChunkName;
import io.remanso.tables.ChunkRef;
import io.remanso.tables.Column;
import io.remanso.tables.Manifest;
import io.remanso.tables.ManifestJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/**
 * The least that a cold read can be: plain Lettuce fetches the manifest, its base and then all
 * chunks, every request sent at once, and each frame is decoded. Nothing is looked at twice.
 */
final class RawReader {

    private final RedisSandbox sandbox;
    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final String session;

    RawReader(RedisSandbox sandbox, String session) {
        this.sandbox = sandbox;
        this.session = session;
        this.connection = sandbox.plain;
    }

    /** How many chunks the table has. */
    int read() throws Exception {
        byte[] packed = connection.sync().get(key("df:current"));
        Manifest manifest = ManifestJson.read(Zlib.unpack(packed, base(packed)));
        List<Future<List<KeyValue<byte[], byte[]>>>> answers = new ArrayList<>();
        for (int slice = 0; slice < manifest.slices().size(); slice++) {
            answers.add(connection.async().hmget(key("chunks"), names(manifest, slice)));
        }
        List<byte[]> frames = new ArrayList<>();
        for (Future<List<KeyValue<byte[], byte[]>>> answer : answers) {
            answer.get().forEach(field -> frames.add(field.getValue()));
        }
        frames.forEach(frame -> sandbox.engine.decode(frame).close());
        return frames.size();
    }

    private byte[] base(byte[] packed) {
        return Zlib.needsDictionary(packed)
                ? Zlib.unpack(connection.sync().get(key("df:base:" + Zlib.dictionaryId(packed))))
                : new byte[0];
    }

    private static byte[][] names(Manifest manifest, int slice) {
        List<Column> columns = manifest.schema().columns();
        return columns.stream()
                .map(column -> manifest.chunksOf(column).get(slice))
                .map(ChunkRef::name)
                .map(ChunkName::hex)
                .map(RawReader::bytes)
                .toArray(byte[][]::new);
    }

    private byte[] key(String part) {
        return bytes("biometric:{%s}:%s".formatted(session, part));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
