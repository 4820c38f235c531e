package io.remanso.tables.files;

import io.remanso.tables.ChunkRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;

/** A column while it is read: its type so far, and the chunks if that type holds. */
final class ColumnRead {

    /** How many wrong texts of a batch are looked at: the next reading finds what is left. */
    private static final int LOOKS = 1_000;

    private final int position;
    private final TypeGuess guess;
    private final List<ChunkRef> chunks = new ArrayList<>();
    private TextType type;
    private boolean wrong;
    private boolean left;

    /**
     * @param position its place in the file, from 0
     * @param guess what it may be; narrowed further by what is read
     */
    ColumnRead(int position, TypeGuess guess) {
        this.position = position;
        this.guess = guess;
        this.type = guess.best();
    }

    int position() {
        return position;
    }

    TypeGuess guess() {
        return guess;
    }

    TextType type() {
        return type;
    }

    /** Whether a text showed that the type is wrong, so that the column must be read again. */
    boolean isWrong() {
        return wrong;
    }

    /** Whether it is left to the query engine, so that it must be read again. */
    boolean isLeft() {
        return left;
    }

    /** Leaves it to the query engine, as the type that it has. */
    void leave() {
        left = true;
    }

    /** Begins to read it with the best type that is left. */
    void begin() {
        type = guess.best();
        wrong = false;
        left = false;
        chunks.clear();
    }

    void add(ChunkRef chunk) {
        chunks.add(chunk);
    }

    List<ChunkRef> chunks() {
        return chunks;
    }

    long rawBytes() {
        return chunks.stream().mapToLong(ChunkRef::rawBytes).sum();
    }

    /**
     * Narrows the guess by the texts of a batch that the type does not read.
     *
     * @param texts those that the engine doubts
     * @param values what it read
     * @return the first row whose text refutes the type that was asked for, or -1
     */
    int doubt(VarCharVector texts, FieldVector values) {
        int rows = texts.getNullCount() == texts.getValueCount() ? 0 : texts.getValueCount();
        int looks = 0;
        for (int row = 0; row < rows && looks < LOOKS && guess.isOpen(); row++) {
            if (!texts.isNull(row)
                    && !isRead(text(texts, row), values.isNull(row))
                    && guess.see(text(texts, row))) {
                wrong = true;
                guess.exclude(type);
                looks++;
                if (guess.isRefuted()) {
                    return row;
                }
            }
        }
        return -1;
    }

    private boolean isRead(String text, boolean isNull) {
        return !isNull && type.accepts(text);
    }

    /** Goes on guessing what a column is whose type the head of the file left open. */
    void watch(VarCharVector texts) {
        int rows = texts.getNullCount() == texts.getValueCount() ? 0 : texts.getValueCount();
        for (int row = 0; row < rows && !wrong && guess.isOpen(); row++) {
            if (!texts.isNull(row)) {
                guess.see(text(texts, row));
                wrong = !guess.best().isString();
            }
        }
    }

    private static String text(VarCharVector texts, int row) {
        return new String(texts.get(row), StandardCharsets.UTF_8);
    }
}
