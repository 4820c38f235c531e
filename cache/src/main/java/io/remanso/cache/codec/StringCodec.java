package io.remanso.cache.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Strings as UTF-8. */
public final class StringCodec implements ValueCodec<String> {

    public static final StringCodec UTF8 = new StringCodec();

    private StringCodec() {}

    @Override
    public char format() {
        return 's';
    }

    @Override
    public byte[] encode(String value) {
        return value.getBytes(UTF_8);
    }

    @Override
    public String decode(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, UTF_8);
    }
}
