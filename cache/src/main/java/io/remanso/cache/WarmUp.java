package io.remanso.cache;

import java.util.function.Consumer;

/**
 * How keys are loaded before they are asked for.
 *
 * @param concurrency how many loads run at the same time
 * @param progress told after each key, one call at a time
 */
public record WarmUp(int concurrency, Consumer<Report> progress) {

    public WarmUp {
        if (concurrency < 1) {
            throw new IllegalArgumentException(
                    "The concurrency of a warm-up must be at least 1, got %d"
                            .formatted(concurrency));
        }
    }

    public static WarmUp concurrency(int concurrency) {
        return new WarmUp(concurrency, report -> {});
    }

    /** The same, with progress told to this consumer. */
    public WarmUp progress(Consumer<Report> consumer) {
        return new WarmUp(concurrency, consumer);
    }

    /**
     * How far a warm-up has come.
     *
     * @param total keys asked for
     * @param done keys dealt with, failed ones too
     * @param failed keys whose loader failed
     */
    public record Report(int total, int done, int failed) {}
}
