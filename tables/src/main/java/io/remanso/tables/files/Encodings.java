package io.remanso.tables.files;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How the bytes of a text are found to be encoded: by a byte order mark, by where its zero bytes
 * are, by being valid UTF-8, and last by the statistics of ICU.
 */
final class Encodings {

    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final int ICU_BYTES = 1 << 16;
    private static final int SURE = 50;

    /** Fewer zero bytes than this are stray ones, however short the text is. */
    private static final int FEWEST_ZEROS = 2;

    /** As many control characters a text may have, if they are not the most of it. */
    private static final int STRAY_CONTROLS = 8;

    private Encodings() {}

    /**
     * A charset and the length of the byte order mark before the text.
     *
     * @param given whether the user or a mark says so, so that it is no guess
     */
    record Encoding(Charset charset, int mark, boolean given) {}

    /** The encoding of a text that begins with these bytes, which may be cut anywhere. */
    static Encoding of(byte[] head, @Nullable String wanted) {
        Encoding marked = marked(head);
        if (wanted != null) {
            return wanted(OptionRules.charset(wanted), marked, head);
        }
        if (marked != null) {
            return marked;
        }
        Charset wide = wide(head);
        if (wide != null) {
            return new Encoding(wide, 0, false);
        }
        Charset charset = isUtf8(head) ? StandardCharsets.UTF_8 : narrow(head);
        return new Encoding(charset, 0, false);
    }

    /** Whether the bytes are no text in any encoding. */
    static boolean isBinary(byte[] head) {
        if (marked(head) != null || wide(head) != null) {
            return false;
        }
        int control = 0;
        for (byte b : head) {
            if (b == 0) {
                return true;
            }
            if (b > 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f') {
                control++;
            }
        }
        return control > head.length / 2 || control > Math.max(STRAY_CONTROLS, head.length / 20);
    }

    /** The ASCII characters among the bytes, for a look at how the text begins. */
    static String ascii(byte[] head) {
        StringBuilder text = new StringBuilder();
        for (byte b : head) {
            if (b > 0) {
                text.append((char) b);
            }
        }
        return text.toString();
    }

    /** The most likely charset of one byte per ASCII character, other than UTF-8. */
    static Charset narrow(byte[] bytes) {
        CharsetDetector detector = new CharsetDetector();
        detector.setText(Arrays.copyOf(bytes, Math.min(bytes.length, ICU_BYTES)));
        for (CharsetMatch match : detector.detectAll()) {
            if (match.getConfidence() < SURE) {
                break;
            }
            if (Charset.isSupported(match.getName()) && isNarrow(match.getName())) {
                Charset charset = Charset.forName(match.getName());
                return charset.equals(StandardCharsets.ISO_8859_1) ? WINDOWS : charset;
            }
        }
        return WINDOWS;
    }

    private static boolean isNarrow(String name) {
        return !name.startsWith("UTF") && !name.startsWith("IBM42") && !name.startsWith("ISO-2022");
    }

    private static @Nullable Encoding marked(byte[] head) {
        if (begins(head, 0xEF, 0xBB, 0xBF)) {
            return new Encoding(StandardCharsets.UTF_8, 3, true);
        }
        if (begins(head, 0xFF, 0xFE, 0, 0)) {
            return new Encoding(Charset.forName("UTF-32LE"), 4, true);
        }
        if (begins(head, 0, 0, 0xFE, 0xFF)) {
            return new Encoding(Charset.forName("UTF-32BE"), 4, true);
        }
        if (begins(head, 0xFF, 0xFE)) {
            return new Encoding(StandardCharsets.UTF_16LE, 2, true);
        }
        return begins(head, 0xFE, 0xFF) ? new Encoding(StandardCharsets.UTF_16BE, 2, true) : null;
    }

    /** A mark says which end of UTF-16 and UTF-32 comes first when the user does not. */
    private static Encoding wanted(Charset charset, @Nullable Encoding marked, byte[] head) {
        if (marked != null && marked.charset.name().startsWith(charset.name())) {
            return marked;
        }
        Charset wide = wide(head);
        return charset.equals(StandardCharsets.UTF_16) && wide != null
                ? new Encoding(wide, 0, true)
                : new Encoding(charset, 0, true);
    }

    private static boolean begins(byte[] head, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (head.length <= i || head[i] != (byte) mark[i]) {
                return false;
            }
        }
        return true;
    }

    /** UTF-16 without a mark: every other byte of Western text is zero. */
    private static @Nullable Charset wide(byte[] head) {
        int[] zeros = new int[2];
        for (int i = 0; i < head.length; i++) {
            if (head[i] == 0) {
                zeros[i & 1]++;
            }
        }
        int many = Math.max(FEWEST_ZEROS, head.length / 5);
        int few = head.length / 50;
        if (zeros[1] >= many && zeros[0] <= few) {
            return StandardCharsets.UTF_16LE;
        }
        return zeros[0] >= many && zeros[1] <= few ? StandardCharsets.UTF_16BE : null;
    }

    /** Whether the bytes are UTF-8 that may be cut in its last character. */
    static boolean isUtf8(byte[] head) {
        CharsetDecoder decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(head);
        CharBuffer out = CharBuffer.allocate(8192);
        CoderResult result;
        do {
            out.clear();
            result = decoder.decode(in, out, false);
        } while (result.isOverflow());
        return !result.isError();
    }
}
