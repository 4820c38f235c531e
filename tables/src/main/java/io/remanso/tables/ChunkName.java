package io.remanso.tables;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name of a chunk: the first 128 bits of the SHA-256 of its frame, as 32 lower-case hex digits.
 * Equal names mean equal bytes.
 */
public record ChunkName(String hex) implements Comparable<ChunkName> {

    private static final int BYTES = 16;

    public ChunkName {
        if (hex.length() != 2 * BYTES || !hex.chars().allMatch(ChunkName::isDigit)) {
            throw new IllegalArgumentException(
                    "A chunk name has 32 lower-case hex digits, got '%s'".formatted(hex));
        }
    }

    /** The name of the chunk that has this frame. */
    public static ChunkName of(byte[] frame) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(frame);
            return new ChunkName(HexFormat.of().formatHex(digest, 0, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static boolean isDigit(int character) {
        return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
    }

    @Override
    public int compareTo(ChunkName other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
