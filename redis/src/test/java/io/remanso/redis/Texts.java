package io.remanso.redis;

import java.nio.charset.StandardCharsets;

/** Texts as the bytes that Redis keeps. */
final class Texts {

    private Texts() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
