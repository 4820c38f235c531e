package io.remanso.tables;

/**
 * A chunk is compressed by a codec whose native library does not load in this process: {@code
 * storage_unavailable}. The chunk is whole; another process may read it.
 */
public final class CodecUnavailableException extends TableException {

    public CodecUnavailableException(Codec codec) {
        super(
                "storage_unavailable",
                "A chunk of codec %s needs a native library that does not load in this process; serve it from a machine where it does, or write with codec gzip"
                        .formatted(codec.label()));
    }
}
