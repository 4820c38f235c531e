package io.remanso.tables.expressions;

import java.util.Locale;

/**
 * A word of an expression.
 *
 * @param text the word; of texts and quoted names what is between the quotes
 * @param at where it begins, in characters from 1
 */
record Token(Kind kind, String text, int at) {

    enum Kind {
        NUMBER,
        TEXT,
        /** A name without quotes: a column, a function or a word of the language. */
        NAME,
        /** The name of a column in double quotes. */
        QUOTED,
        SIGN,
        END
    }

    boolean isSign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    boolean isWord(String word) {
        return kind == Kind.NAME && lower().equals(word);
    }

    String lower() {
        return text.toLowerCase(Locale.ROOT);
    }

    /** How it appears in messages. */
    String shown() {
        return switch (kind) {
            case END -> "the end";
            case TEXT -> "'" + text + "'";
            case QUOTED -> "\"" + text + "\"";
            case NUMBER, NAME, SIGN -> text;
        };
    }
}
