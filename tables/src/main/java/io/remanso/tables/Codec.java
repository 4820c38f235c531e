package io.remanso.tables;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the payload of a chunk is compressed. {@link #id()} is the byte in the frame. */
public enum Codec {
    NONE(0),
    ZSTD(1),
    LZ4(2),
    SNAPPY(3),
    GZIP(4);

    private final int id;

    Codec(int id) {
        this.id = id;
    }

    public int id() {
        return id;
    }

    /** The name in settings and metadata: none, zstd, lz4, snappy, gzip. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws InvalidParameterException when there is none of this name
     */
    public static Codec parse(String label) {
        for (Codec codec : values()) {
            if (codec.label().equals(label.toLowerCase(Locale.ROOT))) {
                return codec;
            }
        }
        throw new InvalidParameterException(
                "A codec is one of %s; got '%s'"
                        .formatted(
                                Arrays.stream(values())
                                        .map(Codec::label)
                                        .collect(Collectors.joining(", ")),
                                label));
    }
}
