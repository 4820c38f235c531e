package io.remanso.tables.expressions;

import io.remanso.tables.InvalidParameterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts an expression into words. Not thread-safe. */
final class Lexer {

    static final int MAX_LENGTH = 10_000;

    private static final Set<String> TWO = Set.of("||", "!=", "<>", "<=", ">=", "==");
    private static final String ONE = "+-*/%()<>=,";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int next;

    private Lexer(String text) {
        this.text = text;
    }

    /** The words, with {@link Token.Kind#END} behind them. */
    static List<Token> tokens(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new InvalidParameterException(
                    "'expression' has at most %,d characters, got %,d"
                            .formatted(MAX_LENGTH, text.length()));
        }
        Lexer lexer = new Lexer(text);
        while (lexer.more()) {
            lexer.read();
        }
        lexer.add(Token.Kind.END, "", text.length());
        return lexer.tokens;
    }

    private boolean more() {
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return next < text.length();
    }

    private void read() {
        int start = next;
        char first = text.charAt(start);
        if (first == '\'') {
            add(Token.Kind.TEXT, quoted('\''), start);
        } else if (first == '"') {
            add(Token.Kind.QUOTED, quoted('"'), start);
        } else if (isDigit(start) || (first == '.' && isDigit(start + 1))) {
            number();
            add(Token.Kind.NUMBER, text.substring(start, next), start);
        } else if (isNameStart(start)) {
            while (isNamePart(next)) {
                next += Character.charCount(text.codePointAt(next));
            }
            add(Token.Kind.NAME, text.substring(start, next), start);
        } else {
            sign(start);
        }
    }

    /** What stands between quotes; a quote in it is doubled. */
    private String quoted(char quote) {
        int start = next;
        StringBuilder inner = new StringBuilder();
        while (true) {
            int end = text.indexOf(quote, next + 1);
            if (end < 0) {
                throw Parser.wrong(
                        start + 1,
                        "a text in %1$s ends with %1$s".formatted(quote),
                        "no end of it");
            }
            inner.append(text, next + 1, end);
            next = end + 1;
            if (next == text.length() || text.charAt(next) != quote) {
                return inner.toString();
            }
            inner.append(quote);
        }
    }

    private void number() {
        int start = next;
        digits();
        if (next < text.length() && text.charAt(next) == '.') {
            next++;
            digits();
        }
        if (next < text.length() && (text.charAt(next) | ' ') == 'e') {
            next++;
            if (next < text.length() && "+-".indexOf(text.charAt(next)) >= 0) {
                next++;
            }
            int exponent = next;
            digits();
            if (next == exponent || next - exponent > 3) {
                throw notANumber(start);
            }
        }
        if (isNamePart(next) || (next < text.length() && text.charAt(next) == '.')) {
            throw notANumber(start);
        }
    }

    private InvalidParameterException notANumber(int start) {
        int end = next;
        while (isNamePart(end) || (end < text.length() && text.charAt(end) == '.')) {
            end++;
        }
        return Parser.wrong(
                start + 1, "a number is written as 12, 1.5 or 2e3", text.substring(start, end));
    }

    private void digits() {
        while (isDigit(next)) {
            next++;
        }
    }

    private void sign(int start) {
        String two = text.substring(start, Math.min(start + 2, text.length()));
        if (TWO.contains(two)) {
            next += 2;
            add(Token.Kind.SIGN, two, start);
        } else if (ONE.indexOf(text.charAt(start)) >= 0) {
            next++;
            add(Token.Kind.SIGN, two.substring(0, 1), start);
        } else {
            throw Parser.wrong(
                    start + 1,
                    "the signs are + - * / % || ( ) , and comparisons; other names of columns stand in double quotes",
                    Character.toString(text.codePointAt(start)));
        }
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private boolean isNameStart(int index) {
        return text.charAt(index) == '_' || Character.isLetter(text.codePointAt(index));
    }

    private boolean isNamePart(int index) {
        return index < text.length()
                && (isNameStart(index) || Character.isLetterOrDigit(text.codePointAt(index)));
    }

    private void add(Token.Kind kind, String word, int start) {
        tokens.add(new Token(kind, word, start + 1));
    }
}
