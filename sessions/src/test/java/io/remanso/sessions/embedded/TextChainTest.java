package io.remanso.sessions.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.sessions.storage.Zlib;
import io.remanso.tables.DamagedChunkException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Texts of a log that are alike weigh little, and each comes back as it was. */
class TextChainTest {

    private static final int TEXTS = 3 * TextChain.LONGEST + 5;

    @Test
    void everyTextComesBackAndFewAreWhole() {
        TextChain writer = new TextChain();
        TextChain reader = new TextChain();
        List<byte[]> packed = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            packed.add(writer.pack(text(i)));
            reader.add(packed.getLast());
            assertThat(writer.last()).isEqualTo(text(i));
            assertThat(reader.last()).isEqualTo(text(i));
        }
        assertThat(packed).filteredOn(text -> !Zlib.needsDictionary(text)).hasSize(4);
        assertThat(packed.get(1)).hasSizeLessThan(packed.getFirst().length / 5);
    }

    @Test
    void aChainThatIsReadLateAnswersItsLastText() {
        TextChain writer = new TextChain();
        TextChain reader = new TextChain();
        for (int i = 0; i < TEXTS; i++) {
            reader.add(writer.pack(text(i)));
        }
        assertThat(reader.last()).isEqualTo(text(TEXTS - 1));
    }

    @Test
    void aCopyGoesOnByItself() {
        TextChain chain = new TextChain();
        chain.pack(text(0));
        TextChain copy = chain.copy();
        byte[] left = copy.pack(text(1));
        byte[] right = chain.pack(text(2));
        assertThat(Zlib.unpack(left, text(0))).isEqualTo(text(1));
        assertThat(Zlib.unpack(right, text(0))).isEqualTo(text(2));
    }

    @Test
    void aChainBeginsWithATextThatIsWhole() {
        TextChain chain = new TextChain();
        byte[] second = Zlib.pack(text(1), text(0));
        assertThatThrownBy(() -> chain.add(second))
                .isInstanceOf(DamagedChunkException.class)
                .hasMessage("A text must be packed after one that is whole");
    }

    @Test
    void aTextIsReadWithItsOwnDictionaryOnly() {
        byte[] packed = Zlib.pack(text(1), text(0));
        assertThat(Zlib.unpack(packed, text(0))).isEqualTo(text(1));
        assertDamaged(packed, text(2));
        assertDamaged(packed, new byte[0]);
    }

    @Test
    void aTextThatIsCutOffOrGoesOnIsRefused() {
        byte[] packed = Zlib.pack(text(0));
        for (int length = 0; length < packed.length; length++) {
            assertDamaged(Arrays.copyOf(packed, length), new byte[0]);
        }
        assertDamaged(Arrays.copyOf(packed, packed.length + 1), new byte[0]);
    }

    @Test
    void anyTextComesBack() {
        Random random = new Random(5);
        for (int length : new int[] {0, 1, 255, 100_000}) {
            byte[] noise = new byte[length];
            random.nextBytes(noise);
            assertThat(Zlib.unpack(Zlib.pack(noise))).isEqualTo(noise);
            assertThat(Zlib.unpack(Zlib.pack(new byte[length]))).isEqualTo(new byte[length]);
            assertThat(Zlib.unpack(Zlib.pack(noise, noise), noise)).isEqualTo(noise);
        }
    }

    private static void assertDamaged(byte[] packed, byte[] dictionary) {
        assertThatThrownBy(() -> Zlib.unpack(packed, dictionary))
                .isInstanceOf(DamagedChunkException.class)
                .hasMessageContaining("A packed text must be whole zlib");
    }

    /** Fifty names of chunks, of which one differs from text to text. */
    private static byte[] text(int number) {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < 50; line++) {
            int seed = line < number ? 1000 + line : line;
            text.append("%016x\n".formatted(new Random(seed).nextLong()));
        }
        return text.toString().getBytes(UTF_8);
    }
}
