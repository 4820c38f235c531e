package io.remanso.cache.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class EntryFrameTest {

    private static final EntryHeader HEADER =
            new EntryHeader(
                    'j',
                    '-',
                    3,
                    -5,
                    1_768_735_800_123L,
                    60_000,
                    "a81f33c0",
                    113_280_000_017L,
                    14,
                    List.of("users:", "team:7", "a,b c%d", "größe"),
                    "i4k,tNEAR");

    private static final byte[] VALUE = "{\"name\":\"Ada\"}".getBytes(UTF_8);

    @Test
    void readsWhatItWrote() {
        EntryFrame frame = EntryFrame.read(EntryFrame.write(HEADER, VALUE));

        assertThat(frame.header()).isEqualTo(HEADER);
        assertThat(new String(frame.bytes(), frame.offset(), frame.length(), UTF_8))
                .isEqualTo("{\"name\":\"Ada\"}");
    }

    @Test
    void showsTheValueOnALineOfItsOwn() {
        String text = new String(EntryFrame.write(HEADER, VALUE), UTF_8);

        assertThat(text).startsWith("R1j- ").endsWith("\n{\"name\":\"Ada\"}");
        assertThat(text.lines()).hasSize(2);
    }

    @Test
    void noChangedByteGoesUnnoticed() {
        byte[] frame = EntryFrame.write(HEADER, VALUE);
        for (int i = 0; i < frame.length; i++) {
            byte[] damaged = frame.clone();
            damaged[i] ^= 1;
            assertThatThrownBy(() -> EntryFrame.read(damaged))
                    .as("byte %d", i)
                    .isInstanceOf(UnreadableEntryException.class);
        }
    }

    @Test
    void noMissingByteGoesUnnoticed() {
        byte[] frame = EntryFrame.write(HEADER, VALUE);
        for (int length = 0; length < frame.length; length++) {
            byte[] shorter = java.util.Arrays.copyOf(frame, length);
            assertThatThrownBy(() -> EntryFrame.read(shorter))
                    .as("length %d", length)
                    .isInstanceOf(UnreadableEntryException.class);
        }
    }

    @Test
    void twoWritesOfOneValueHaveDifferentMarks() {
        byte[] one = EntryFrame.write(HEADER, VALUE);
        byte[] two =
                EntryFrame.write(
                        new EntryHeader(
                                'j',
                                '-',
                                3,
                                6,
                                1_768_735_800_123L,
                                60_000,
                                "a81f33c0",
                                17,
                                14,
                                List.of("users:"),
                                ""),
                        VALUE);

        assertThat(EntryFrame.mark(one)).isNotEqualTo(EntryFrame.mark(two));
        assertThat(new String(one, UTF_8)).startsWith(new String(EntryFrame.mark(one), UTF_8));
    }
}
