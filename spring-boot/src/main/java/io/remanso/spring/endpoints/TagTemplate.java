package io.remanso.spring.endpoints;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A tag with variables: {@code user:{id}}. Immutable.
 *
 * @param text as the annotation has it
 */
record TagTemplate(String text) {

    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]+)}");

    /**
     * The tag of one request.
     *
     * @param variables the value of a name, or null
     * @return empty when a value is missing
     */
    Optional<String> expand(UnaryOperator<@Nullable String> variables) {
        Matcher matcher = VARIABLE.matcher(text);
        StringBuilder tag = new StringBuilder();
        while (matcher.find()) {
            String value = variables.apply(matcher.group(1));
            if (value == null) {
                return Optional.empty();
            }
            matcher.appendReplacement(tag, Matcher.quoteReplacement(value));
        }
        return Optional.of(matcher.appendTail(tag).toString());
    }
}
