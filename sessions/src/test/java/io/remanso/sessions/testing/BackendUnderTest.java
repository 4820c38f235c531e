package io.remanso.sessions.testing;

import io.remanso.sessions.storage.StorageBackend;
import java.time.Clock;
import java.time.Duration;

/** A storage with nothing in it, for one test. */
public interface BackendUnderTest extends AutoCloseable {

    StorageBackend backend();

    /** The clock that the storage's expiry follows, as near as it can be read. */
    Clock clock();

    /** Lets so much time go by for the storage: in fact, or on its clock. */
    void pass(Duration time);

    @Override
    void close();
}
