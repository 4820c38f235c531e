package io.remanso.sessions.embedded;

import io.remanso.sessions.storage.StorageUnavailableException;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What users and operators are told when the file system fails. */
final class Failures {

    static final Logger LOG = LoggerFactory.getLogger(InMemoryBackend.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private Failures() {}

    /**
     * @param rule what is needed, without a path: it is shown to users
     * @param cause goes to the log
     */
    static StorageUnavailableException unavailable(String rule, IOException cause) {
        LOG.warn("{}: {}", rule, cause.toString());
        return new StorageUnavailableException(
                rule + "; the storage failed and nothing was changed. Try again later.",
                RETRY_AFTER,
                cause);
    }
}
