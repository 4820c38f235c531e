package io.remanso.tables;

import java.util.Locale;

/**
 * How the values of a chunk are laid out before compression. {@link #id()} is the byte in the
 * frame.
 */
public enum ChunkFormat {
    /** An Arrow IPC stream of one column. */
    ARROW(1),
    /**
     * Plain little-endian values behind a validity bitmap, for readers with nothing but a standard
     * library.
     */
    PORTABLE(2);

    private final int id;

    ChunkFormat(int id) {
        this.id = id;
    }

    public int id() {
        return id;
    }

    /** The name in settings and metadata: arrow, portable. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The format of this name; {@code pyarrow} stands for arrow and {@code pickle} for portable.
     *
     * @throws InvalidParameterException when there is none of this name
     */
    public static ChunkFormat parse(String label) {
        return switch (label.toLowerCase(Locale.ROOT)) {
            case "arrow", "pyarrow" -> ARROW;
            case "portable", "pickle" -> PORTABLE;
            default ->
                    throw new InvalidParameterException(
                            "A serialization method is one of arrow, portable (pyarrow, pickle are accepted); got '%s'"
                                    .formatted(label));
        };
    }
}
