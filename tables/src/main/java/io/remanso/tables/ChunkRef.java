package io.remanso.tables;

/**
 * What a manifest knows of a chunk: its name and small statistics.
 *
 * @param name the digest of the frame
 * @param nulls how many of its values are null
 * @param rawBytes the columnar bytes before compression
 * @param encodedBytes the bytes of the frame as stored
 */
public record ChunkRef(ChunkName name, int nulls, long rawBytes, int encodedBytes) {

    public ChunkRef {
        if (nulls < 0 || rawBytes < 0 || encodedBytes < 0) {
            throw new IllegalArgumentException(
                    "The figures of a chunk are 0 or more, got %d nulls, %d and %d bytes"
                            .formatted(nulls, rawBytes, encodedBytes));
        }
    }
}
