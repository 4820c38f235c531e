package io.remanso.sessions.embedded;

import io.remanso.sessions.ConcurrentWritersSuite;
import io.remanso.sessions.testing.BackendUnderTest;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class ConcurrentWritersTest extends ConcurrentWritersSuite {

    @TempDir Path folder;

    @Override
    protected BackendUnderTest open() {
        return new InMemoryUnderTest(folder);
    }
}
