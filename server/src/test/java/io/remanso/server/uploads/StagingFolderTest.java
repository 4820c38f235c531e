package io.remanso.server.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingFolderTest {

    @TempDir Path parent;

    @Test
    void closing_leaves_nothing() throws IOException {
        try (StagingFolder folder = StagingFolder.open(parent)) {
            Files.writeString(folder.newFile(), "half an upload");
            assertThat(parent).isNotEmptyDirectory();
        }

        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void opening_removes_what_a_killed_process_left() throws IOException {
        Path left = Files.createDirectory(parent.resolve("killed"));
        Files.writeString(left.resolve("upload"), "half an upload");
        Files.createFile(parent.resolve("killed.lock"));

        try (StagingFolder folder = StagingFolder.open(parent)) {
            assertThat(left).doesNotExist();
            assertThat(parent.resolve("killed.lock")).doesNotExist();
            assertThat(folder.path()).isEmptyDirectory();
        }
    }

    @Test
    void a_folder_in_use_stays() throws IOException {
        try (StagingFolder first = StagingFolder.open(parent);
                StagingFolder second = StagingFolder.open(parent)) {
            assertThat(first.path()).isDirectory().isNotEqualTo(second.path());
        }
    }
}
