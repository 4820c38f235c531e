package io.remanso.sessions.storage;

import io.remanso.tables.TableException;

/** The session has no such version, or no longer: {@code version_not_found}. */
public final class VersionNotFoundException extends TableException {

    public VersionNotFoundException(int version) {
        super(
                "version_not_found",
                "A version must be one that is kept; the session has no version %d. See its history."
                        .formatted(version));
    }
}
