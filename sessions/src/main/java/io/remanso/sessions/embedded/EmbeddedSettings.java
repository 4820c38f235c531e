package io.remanso.sessions.embedded;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What an {@link InMemoryBackend} is opened with. Immutable.
 *
 * @param folder where sessions and temporary items are kept; made when it is not there
 * @param cacheBytes heap bytes for chunks that are kept for the next reader
 * @param slackBytes dead bytes that a log may have before it is written anew at all
 * @param sweepEvery how often expired sessions and temporary items are removed
 * @param unloadAfter how long a session that nobody uses keeps its index in memory
 */
public record EmbeddedSettings(
        Path folder, long cacheBytes, long slackBytes, Duration sweepEvery, Duration unloadAfter) {

    /** 128 MB of chunks, 1 MB of slack, a sweep every 30 s, 10 minutes in memory. */
    public static EmbeddedSettings of(Path folder) {
        return new EmbeddedSettings(
                folder, 128L << 20, 1L << 20, Duration.ofSeconds(30), Duration.ofMinutes(10));
    }

    public EmbeddedSettings withCacheBytes(long bytes) {
        return new EmbeddedSettings(folder, bytes, slackBytes, sweepEvery, unloadAfter);
    }

    public EmbeddedSettings withSweepEvery(Duration interval) {
        return new EmbeddedSettings(folder, cacheBytes, slackBytes, interval, unloadAfter);
    }

    public EmbeddedSettings withSlackBytes(long bytes) {
        return new EmbeddedSettings(folder, cacheBytes, bytes, sweepEvery, unloadAfter);
    }
}
