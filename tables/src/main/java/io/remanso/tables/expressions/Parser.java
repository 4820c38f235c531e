package io.remanso.tables.expressions;

import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.expressions.Token.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads words as a tree by recursive descent. What binds least comes first: or, and, not, a
 * comparison, {@code ||}, + and -, *, / and %, a sign. Not thread-safe.
 */
final class Parser {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_PARTS = 500;
    private static final int MAX_DIGITS = 38;
    private static final Set<String> WORDS =
            Set.of("and", "or", "not", "in", "is", "null", "true", "false");

    private final List<Token> tokens;
    private int next;
    private int depth;
    private int parts;

    Parser(List<Token> tokens) {
        this.tokens = tokens;
    }

    static InvalidParameterException wrong(int at, String rule, String got) {
        return new InvalidParameterException(
                "In 'expression' at character %d, %s; got %s".formatted(at, rule, got));
    }

    Expression whole() {
        Expression whole = or();
        if (token().kind() != Kind.END) {
            throw wrong(token().at(), "an operator or the end follows", token().shown());
        }
        return whole;
    }

    private Expression or() {
        Expression left = and();
        while (token().isWord("or")) {
            left = call(take(), "or", left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (token().isWord("and")) {
            left = call(take(), "and", left, not());
        }
        return left;
    }

    private Expression not() {
        if (token().isWord("not")) {
            Token not = take();
            return deeper(not, () -> call(not, "not", not()));
        }
        return comparison();
    }

    private Expression comparison() {
        Expression left = joined();
        Token sign = token();
        if (isComparison(sign)) {
            take();
            String name =
                    switch (sign.text()) {
                        case "==" -> "=";
                        case "<>" -> "!=";
                        default -> sign.text();
                    };
            left = call(sign, name, left, joined());
            if (isComparison(token())) {
                throw wrong(token().at(), "comparisons are joined by 'and'", token().shown());
            }
            return left;
        }
        if (sign.isWord("is")) {
            take();
            boolean not = takeWord("not");
            require(takeWord("null"), "null or not null follows 'is'");
            Expression isNull = call(sign, "is_null", left);
            return not ? call(sign, "not", isNull) : isNull;
        }
        boolean not = sign.isWord("not");
        if (not) {
            take();
            require(token().isWord("in"), "'in' follows 'not'");
        }
        if (token().isWord("in")) {
            Token word = take();
            require(token().isSign("("), "a list in parentheses follows 'in'");
            List<Expression> all = new ArrayList<>(List.of(left));
            all.addAll(arguments());
            Expression in = counted(new Expression.Call("in", all, word.at()));
            return not ? call(word, "not", in) : in;
        }
        return left;
    }

    private static boolean isComparison(Token token) {
        return token.kind() == Kind.SIGN
                && Set.of("=", "==", "!=", "<>", "<", "<=", ">", ">=").contains(token.text());
    }

    private Expression joined() {
        Expression left = sum();
        while (token().isSign("||")) {
            left = call(take(), "||", left, sum());
        }
        return left;
    }

    private Expression sum() {
        Expression left = product();
        while (token().isSign("+") || token().isSign("-")) {
            Token sign = take();
            left = call(sign, sign.text(), left, product());
        }
        return left;
    }

    private Expression product() {
        Expression left = signed();
        while (token().isSign("*") || token().isSign("/") || token().isSign("%")) {
            Token sign = take();
            left = call(sign, sign.text(), left, signed());
        }
        return left;
    }

    private Expression signed() {
        if (token().isSign("-")) {
            Token minus = take();
            Expression inner = deeper(minus, this::signed);
            return inner instanceof Expression.Num number
                    ? new Expression.Num(number.value().negate(), number.exact(), minus.at())
                    : call(minus, "-", inner);
        }
        return single();
    }

    private Expression single() {
        Token token = take();
        return switch (token.kind()) {
            case NUMBER -> counted(number(token));
            case TEXT -> counted(new Expression.Text(token.text(), token.at()));
            case QUOTED -> counted(new Expression.Column(token.text(), token.at()));
            case NAME -> counted(named(token));
            case SIGN, END -> {
                if (!token.isSign("(")) {
                    throw wrong(
                            token.at(),
                            "a column, a value, a function or ( is expected",
                            token.shown());
                }
                Expression inner = deeper(token, this::or);
                close();
                yield inner;
            }
        };
    }

    private Expression named(Token name) {
        if (token().isSign("(") && !WORDS.contains(name.lower())) {
            return new Expression.Call(name.lower(), arguments(), name.at());
        }
        return switch (name.lower()) {
            case "true", "false" -> new Expression.Truth(name.isWord("true"), name.at());
            case "null" -> new Expression.Null(name.at());
            case "and", "or", "not", "in", "is" ->
                    throw wrong(
                            name.at(),
                            "a column, a value or a function is expected; a column of this name stands in double quotes",
                            name.shown());
            default -> new Expression.Column(name.text(), name.at());
        };
    }

    private static Expression number(Token token) {
        BigDecimal value = new BigDecimal(token.text());
        boolean exact = token.text().indexOf('e') < 0 && token.text().indexOf('E') < 0;
        if (exact && Math.max(value.precision(), value.scale()) > MAX_DIGITS) {
            throw wrong(token.at(), "a number has at most %d digits".formatted(MAX_DIGITS), "more");
        }
        return new Expression.Num(value, exact, token.at());
    }

    /** What stands in parentheses between commas. */
    private List<Expression> arguments() {
        Token open = take();
        List<Expression> arguments = new ArrayList<>();
        if (!token().isSign(")")) {
            arguments.add(deeper(open, this::or));
            while (token().isSign(",")) {
                take();
                arguments.add(deeper(open, this::or));
            }
        }
        close();
        return arguments;
    }

    private void close() {
        require(token().isSign(")"), "a ) closes what ( opened");
        take();
    }

    private interface Part {
        Expression read();
    }

    private Expression deeper(Token token, Part part) {
        if (++depth > MAX_DEPTH) {
            throw wrong(
                    token.at(), "parentheses nest at most %d deep".formatted(MAX_DEPTH), "more");
        }
        Expression read = part.read();
        depth--;
        return read;
    }

    private Expression call(Token sign, String name, Expression... arguments) {
        return counted(new Expression.Call(name, List.of(arguments), sign.at()));
    }

    private Expression counted(Expression part) {
        if (++parts > MAX_PARTS) {
            throw wrong(part.at(), "there are at most %,d parts".formatted(MAX_PARTS), "more");
        }
        return part;
    }

    private void require(boolean kept, String rule) {
        if (!kept) {
            throw wrong(token().at(), rule, token().shown());
        }
    }

    private boolean takeWord(String word) {
        boolean there = token().isWord(word);
        if (there) {
            take();
        }
        return there;
    }

    private Token token() {
        return tokens.get(next);
    }

    private Token take() {
        Token token = token();
        next = Math.min(next + 1, tokens.size() - 1);
        return token;
    }
}
