package io.remanso.tables.files;

import io.remanso.tables.DType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a column may be, given the texts seen so far: every text narrows it down. Not thread-safe.
 */
final class TypeGuess {

    /** Texts that stand for a missing value in columns of any type but text. */
    static final Set<String> MISSING =
            Set.of(
                    "NA", "N/A", "n/a", "na", "#N/A", "<NA>", "NULL", "Null", "null", "None",
                    "none", "NaN", "nan", "NaT", "\\N", "-", "--", "?", ".");

    private static final int FLOAT_DIGITS = 15;

    private final List<Candidate> candidates = new ArrayList<>();
    private final Set<String> missing;
    private final Set<String> missingSeen = new LinkedHashSet<>();
    private final boolean asked;
    private boolean decimal;
    private int scale;
    private int whole;
    private long values;

    private static final class Candidate {
        private final TextType type;
        private boolean evident;

        private Candidate(TextType type) {
            this.type = type;
        }
    }

    private TypeGuess(List<TextType> types, Set<String> missing, boolean asked) {
        types.forEach(type -> candidates.add(new Candidate(type)));
        this.missing = missing;
        this.asked = asked;
        this.decimal = !asked;
    }

    /** A column that may be anything. */
    static TypeGuess open(List<TextType> types, Set<String> missing) {
        return new TypeGuess(types, missing, false);
    }

    /** A column that the user wants to be of one type, which has these readings. */
    static TypeGuess asked(List<TextType> types, Set<String> missing) {
        return new TypeGuess(types, missing, true);
    }

    /** The same guess, to be narrowed on its own. */
    TypeGuess copy() {
        TypeGuess copy = new TypeGuess(List.of(), missing, asked);
        for (Candidate candidate : candidates) {
            Candidate same = new Candidate(candidate.type);
            same.evident = candidate.evident;
            copy.candidates.add(same);
        }
        copy.missingSeen.addAll(missingSeen);
        copy.decimal = decimal;
        copy.scale = scale;
        copy.whole = whole;
        copy.values = values;
        return copy;
    }

    /**
     * Narrows the guess by a text, unless it stands for a missing value.
     *
     * @return whether the text is a value
     */
    boolean see(String text) {
        String bare = text.strip();
        if (isMissing(bare)) {
            return false;
        }
        values++;
        candidates.removeIf(candidate -> !candidate.type.accepts(bare));
        for (Candidate candidate : candidates) {
            if (!candidate.evident) {
                candidate.evident = candidate.type.evidence().matcher(bare).matches();
            }
        }
        if (decimal) {
            int digits = NumberTypes.scale(bare);
            decimal = digits >= 0;
            scale = Math.max(scale, digits);
            whole = Math.max(whole, NumberTypes.whole(bare));
        }
        return true;
    }

    /** Gives up a type that turned out not to read a text that it should. */
    void exclude(TextType type) {
        candidates.removeIf(candidate -> candidate.type.equals(type));
        decimal = decimal && !NumberTypes.decimal(scale).dtype().equals(type.dtype());
    }

    private boolean isMissing(String bare) {
        if (bare.isEmpty() || (missing.contains(bare) && !isOnlyText())) {
            if (!bare.isEmpty()) {
                missingSeen.add(bare);
            }
            return true;
        }
        return false;
    }

    private boolean isOnlyText() {
        return asked && candidates.size() == 1 && candidates.getFirst().type.isString();
    }

    /** Whether there was a text that is not missing. */
    boolean hasValues() {
        return values > 0;
    }

    /** Whether more texts could change the type. */
    boolean isOpen() {
        return asked ? !candidates.isEmpty() : candidates.size() > 1 || decimal;
    }

    /** Whether no reading of the asked for type fits all texts. */
    boolean isRefuted() {
        return candidates.isEmpty();
    }

    /** Whether the days and months of the dates cannot be told apart. */
    boolean isAmbiguous() {
        return !asked && hasValues() && (count(DType.DATE) > 1 || count(DType.TIMESTAMP) > 1);
    }

    /** The texts seen that were taken for missing values. */
    Set<String> missingSeen() {
        return missingSeen;
    }

    /** Whether the best type reads this text. */
    boolean accepts(String text) {
        String bare = text.strip();
        return bare.isEmpty() || missing.contains(bare) || best().accepts(bare);
    }

    /** The best type so far; text while nothing is known. */
    TextType best() {
        if (asked) {
            return candidates.getFirst().type;
        }
        if (!hasValues() || isAmbiguous()) {
            return TextType.STRING;
        }
        boolean fits = decimal && scale + whole <= NumberTypes.DECIMAL_DIGITS;
        if (fits && scale == 0 && whole > FLOAT_DIGITS && !has(NumberTypes.INT64)) {
            return NumberTypes.decimal(0);
        }
        for (Candidate candidate : candidates) {
            if (candidate.evident && !candidate.type.isString()) {
                return candidate.type;
            }
        }
        return fits ? NumberTypes.decimal(scale) : TextType.STRING;
    }

    private boolean has(TextType type) {
        return candidates.stream().anyMatch(candidate -> candidate.type.equals(type));
    }

    private long count(DType dtype) {
        return candidates.stream()
                .filter(candidate -> candidate.type.dtype().equals(dtype))
                .count();
    }
}
