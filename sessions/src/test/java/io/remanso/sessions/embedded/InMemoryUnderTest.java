package io.remanso.sessions.embedded;

import io.remanso.sessions.storage.StorageBackend;
import io.remanso.sessions.testing.BackendUnderTest;
import io.remanso.sessions.testing.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The embedded storage in a folder of its own, with a clock that the test moves. */
final class InMemoryUnderTest implements BackendUnderTest {

    private final ManualClock clock;
    private final InMemoryBackend backend;

    InMemoryUnderTest(Path folder) {
        this.clock = new ManualClock(Instant.parse("2026-01-18T10:30:00Z"));
        try {
            this.backend =
                    InMemoryBackend.open(
                            EmbeddedSettings.of(folder).withSweepEvery(Duration.ofDays(1)), clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public StorageBackend backend() {
        return backend;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public void pass(Duration time) {
        clock.advance(time);
    }

    @Override
    public void close() {
        backend.close();
    }
}
