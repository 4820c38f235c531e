package io.remanso.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.tables.testing.Tables;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.arrow.vector.FieldVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Frames as the first version wrote them. */
class OldFramesTest {

    @RegisterExtension final Tables tables = new Tables();

    @Test
    void areReadForEver() throws IOException {
        Properties frames = new Properties();
        try (InputStream file = OldFramesTest.class.getResourceAsStream("frames.properties")) {
            frames.load(Objects.requireNonNull(file));
        }
        assertThat(frames).hasSize(ChunkFormat.values().length * Codec.values().length);
        frames.forEach((serialization, frame) -> {
            byte[] bytes = Base64.getDecoder().decode(frame.toString());
            try (FieldVector vector = tables.engine().decode(bytes)) {
                Cells cells = Cells.of(vector, DType.STRING);
                assertThat(IntStream.range(0, vector.getValueCount()).mapToObj(cells::get))
                        .as(serialization.toString())
                        .containsExactlyElementsOf(
                                Arrays.asList("ñandú", null, "", "x".repeat(100)));
            }
        });
    }
}
