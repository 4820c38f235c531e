package io.remanso.sessions.storage;

import io.remanso.tables.TableException;

/** There is no temporary item of this id, or it has expired: {@code upload_not_found}. */
public final class UploadNotFoundException extends TableException {

    public UploadNotFoundException(String id) {
        super(
                "upload_not_found",
                "An upload must exist and not be expired; there is none with id '%s'. Upload it again."
                        .formatted(Shown.text(id)));
    }
}
