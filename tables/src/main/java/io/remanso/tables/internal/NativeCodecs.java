package io.remanso.tables.internal;

import io.remanso.tables.Codec;
import io.remanso.tables.CodecUnavailableException;
import java.util.EnumMap;
import java.util.Map;
import net.jpountz.lz4.LZ4Factory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyError;

/** Which codecs load in this process. Each is tried once, at the first question. Thread-safe. */
final class NativeCodecs {

    private static final Logger LOG = LoggerFactory.getLogger(NativeCodecs.class);
    private static final Map<Codec, Boolean> LOADED = new EnumMap<>(Codec.class);

    private NativeCodecs() {}

    static boolean has(Codec codec) {
        synchronized (LOADED) {
            return LOADED.computeIfAbsent(codec, NativeCodecs::load);
        }
    }

    static void require(Codec codec) {
        if (!has(codec)) {
            throw new CodecUnavailableException(codec);
        }
    }

    private static boolean load(Codec codec) {
        try {
            switch (codec) {
                case ZSTD -> com.github.luben.zstd.util.Native.load();
                case LZ4 -> LZ4Factory.fastestInstance();
                case SNAPPY -> Snappy.maxCompressedLength(1);
                case NONE, GZIP -> {}
            }
            return true;
        } catch (LinkageError | SnappyError e) {
            LOG.warn(
                    "The native library of codec {} does not load: new chunks are written as portable gzip, old ones of this codec cannot be read here",
                    codec.label(),
                    e);
            return false;
        }
    }
}
