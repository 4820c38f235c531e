package io.remanso.spring.endpoints;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;

/**
 * The SHA-256 of a list of texts and bytes. Each goes in with its length, so that no two lists have
 * the same bytes. Not thread-safe.
 */
final class Fingerprint {

    private final MessageDigest digest;

    Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    Fingerprint add(byte[] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
        return this;
    }

    Fingerprint add(String text) {
        return add(text.getBytes(UTF_8));
    }

    /** A name with its values in their order. */
    Fingerprint add(String name, Collection<String> values) {
        add(name).add(Integer.toString(values.size()));
        values.forEach(this::add);
        return this;
    }

    /** All 256 bits, in the letters of a URL. */
    String key() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    }

    /** 128 bits as a strong entity tag. */
    String etag() {
        return '"' + HexFormat.of().formatHex(digest.digest(), 0, 16) + '"';
    }
}
