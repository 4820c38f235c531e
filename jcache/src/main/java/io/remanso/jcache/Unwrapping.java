package io.remanso.jcache;

/** What {@code unwrap} does everywhere. */
final class Unwrapping {

    private Unwrapping() {}

    /**
     * The first candidate that is of the type.
     *
     * @throws IllegalArgumentException when none is
     */
    static <T> T of(Class<T> type, Object... candidates) {
        for (Object candidate : candidates) {
            if (type.isInstance(candidate)) {
                return type.cast(candidate);
            }
        }
        throw new IllegalArgumentException(
                "What can be unwrapped is a %s, got %s"
                        .formatted(
                                candidates[candidates.length - 1].getClass().getName(),
                                type.getName()));
    }
}
