package io.remanso.tables.files;

import io.remanso.tables.DType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** What the cells of a column are, as far as they were seen. Not thread-safe. */
final class CellKinds {

    private static final int MAX_DIGITS = 38;
    private static final int MISSING_SHOWN = 10;

    private enum Kind {
        BOOL,
        NUMBER,
        DATE,
        TIMESTAMP,
        TIME,
        TEXT
    }

    private final EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
    private final EnumSet<Kind> textKinds = EnumSet.noneOf(Kind.class);
    private final Set<String> missing = new LinkedHashSet<>();
    private boolean isLong = true;
    private boolean isFloat = true;
    private boolean isNearFloat = true;
    private long whole = 1;
    private long scale;

    void see(Object value) {
        switch (value) {
            case Boolean bool -> kinds.add(Kind.BOOL);
            case BigDecimal number -> number(number);
            case LocalDate date -> kinds.add(Kind.DATE);
            case LocalDateTime timestamp -> kinds.add(Kind.TIMESTAMP);
            case LocalTime time -> kinds.add(Kind.TIME);
            default -> text(value.toString());
        }
    }

    private void number(BigDecimal number) {
        kinds.add(Kind.NUMBER);
        long digits = (long) number.precision() - number.scale();
        isLong =
                isLong
                        && number.scale() <= 0
                        && digits <= MAX_DIGITS
                        && number.toBigInteger().bitLength() < Long.SIZE;
        double nearest = number.doubleValue();
        boolean exact = NumberTypes.isWritten(number, nearest);
        isFloat = isFloat && exact;
        isNearFloat = isNearFloat && (exact || NumberTypes.isRounded(number, nearest));
        whole = Math.max(whole, digits);
        scale = Math.max(scale, number.scale());
    }

    private void text(String text) {
        if (TypeGuess.MISSING.contains(text.strip())) {
            if (missing.size() < MISSING_SHOWN) {
                missing.add(text.strip());
            }
            return;
        }
        kinds.add(Kind.TEXT);
        if (TimeTypes.ISO_DATE.accepts(text)) {
            textKinds.add(Kind.DATE);
        } else if (TimeTypes.ISO_TIMESTAMP.accepts(text)) {
            textKinds.add(Kind.TIMESTAMP);
        } else if (TimeTypes.TIME.accepts(text)) {
            textKinds.add(Kind.TIME);
        } else {
            textKinds.add(Kind.TEXT);
        }
    }

    /** Texts that stand for nulls, unless the column is of text. */
    Set<String> missing() {
        return missing;
    }

    /** Whether the column is of text because it holds values of several kinds. */
    boolean isMixed() {
        return kinds.size() > 1 && dtype().equals(DType.STRING);
    }

    /** The one type of all cells; text when there is no other. */
    DType dtype() {
        EnumSet<Kind> all = EnumSet.copyOf(kinds);
        if (all.remove(Kind.TEXT)) {
            all.addAll(textKinds);
        }
        if (all.equals(EnumSet.of(Kind.BOOL))) {
            return DType.BOOL;
        }
        if (all.equals(EnumSet.of(Kind.NUMBER))) {
            return number();
        }
        if (all.equals(EnumSet.of(Kind.DATE))) {
            return DType.DATE;
        }
        if (all.equals(EnumSet.of(Kind.TIME))) {
            return DType.TIME;
        }
        boolean moments =
                all.contains(Kind.TIMESTAMP)
                        && EnumSet.of(Kind.DATE, Kind.TIMESTAMP).containsAll(all);
        return moments ? DType.TIMESTAMP : DType.STRING;
    }

    /** Whether the column is of text because no type of numbers holds its numbers. */
    boolean isUnheld() {
        return kinds.equals(EnumSet.of(Kind.NUMBER)) && dtype().equals(DType.STRING);
    }

    private DType number() {
        if (isLong) {
            return DType.INT64;
        }
        if (isFloat) {
            return DType.FLOAT64;
        }
        if (whole + scale <= MAX_DIGITS) {
            return DType.decimal((int) (whole + scale), (int) scale);
        }
        return isNearFloat ? DType.FLOAT64 : DType.STRING;
    }
}
