package io.remanso.tables;

/**
 * What a manifest knows of a chunk: its name and small statistics.
 *
 * @param name the digest of the frame
 * @param nulls how many of its values are null
 * @param rawBytes the columnar bytes before compression
 * @param encodedBytes the bytes of the frame as stored
 */
public record ChunkRef(ChunkName name, int nulls, long rawBytes, int encodedBytes) {}
