package io.remanso.cache.codec;

import java.util.Arrays;

/**
 * Byte arrays as they are. The in-process tier hands out one array to many callers: they must not
 * change it.
 */
public final class BytesCodec implements ValueCodec<byte[]> {

    public static final BytesCodec RAW = new BytesCodec();

    private BytesCodec() {}

    @Override
    public char format() {
        return 'b';
    }

    @Override
    public byte[] encode(byte[] value) {
        return value.clone();
    }

    @Override
    public byte[] decode(byte[] bytes, int offset, int length) {
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }
}
