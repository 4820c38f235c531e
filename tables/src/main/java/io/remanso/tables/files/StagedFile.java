package io.remanso.tables.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A file where the query engine can reach it: in the scratch folder. It is a hard link to the
 * original where the file system can make one, else a copy, and gone after {@link #close}.
 */
record StagedFile(Path path) implements AutoCloseable {

    static StagedFile of(Path original, Path scratch) throws IOException {
        StagedFile staged = create(scratch);
        try {
            Files.createLink(staged.path, original.toRealPath());
        } catch (UnsupportedOperationException | FileAlreadyExistsException e) {
            throw new IOException(e);
        } catch (IOException e) {
            Files.copy(original, staged.path);
        }
        return staged;
    }

    /** A name in the scratch folder that no file has yet. */
    static StagedFile create(Path scratch) {
        return new StagedFile(
                scratch.toAbsolutePath().resolve("import-" + UUID.randomUUID() + ".csv"));
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
