package io.remanso.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameCounterTest {

    @ParameterizedTest
    @CsvSource({
        "'+OK|', 1",
        "'-ERR no|:5|', 2",
        "'$4|a|b|', 1",
        "'$-1|*-1|', 2",
        "'$0||', 1",
        "'*0|*2|$1|a|:1|', 2",
        "'%1|+a|*2|:1|:2|_|', 2",
        "'>2|+message|$2|hi|+OK|', 1",
        "'*3|$3|SET|$1|k|$1|v', 0",
    })
    void framesAreCountedHoweverTheBytesAreCut(String text, int frames) {
        byte[] bytes = text.replace("|", "\r\n").getBytes(StandardCharsets.US_ASCII);
        FrameCounter whole = new FrameCounter();
        whole.read(bytes);
        FrameCounter cut = new FrameCounter();
        for (byte b : bytes) {
            cut.read(new byte[] {b});
        }
        assertThat(whole.count()).isEqualTo(frames);
        assertThat(cut.count()).isEqualTo(frames);
    }

    @Test
    void bytesInsideAFrameAreSeen() {
        FrameCounter counter = new FrameCounter();
        counter.read("*1\r\n$4\r\nPI".getBytes(StandardCharsets.US_ASCII));
        assertThat(counter.isInsideFrame()).isTrue();
        counter.read("NG\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(counter.isInsideFrame()).isFalse();
        assertThat(counter.count()).isEqualTo(1);
    }
}
