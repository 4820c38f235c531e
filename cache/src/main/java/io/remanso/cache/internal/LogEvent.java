package io.remanso.cache.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An invalidation as it travels through the log. Keys are texts without the application's prefix.
 */
sealed interface LogEvent {

    /** The letter of the kind. */
    char kind();

    /** What the invalidation is about: keys, names of generations, or patterns. */
    List<String> subjects();

    /** These keys were dropped or replaced. */
    record Keys(List<String> subjects) implements LogEvent {
        @Override
        public char kind() {
            return 'k';
        }
    }

    /** These tags were invalidated, in every cache. */
    record Tags(List<String> subjects) implements LogEvent {
        @Override
        public char kind() {
            return 't';
        }
    }

    /** These namespaces, named by the key prefixes of their caches, were cleared. */
    record Spaces(List<String> subjects) implements LogEvent {
        /** The name that stands for every cache of the application. */
        static final String ALL = "*";

        @Override
        public char kind() {
            return 'n';
        }
    }

    /** All keys that match one of these patterns were dropped. */
    record Globs(List<String> subjects) implements LogEvent {
        @Override
        public char kind() {
            return 'g';
        }
    }

    /** The subjects as one text: each percent-encoded, with commas between them. */
    default byte[] data() {
        return subjects().stream()
                .map(Names::escape)
                .collect(Collectors.joining(","))
                .getBytes(UTF_8);
    }

    /**
     * @throws UnreadableEntryException when a newer version wrote it
     */
    static LogEvent of(String kind, String data) {
        List<String> subjects = new ArrayList<>();
        for (String subject : data.split(",", -1)) {
            subjects.add(Names.unescape(subject));
        }
        return switch (kind) {
            case "k" -> new Keys(subjects);
            case "t" -> new Tags(subjects);
            case "n" -> new Spaces(subjects);
            case "g" -> new Globs(subjects);
            default ->
                    throw new UnreadableEntryException(
                            "An event is of the kind k, t, n or g, got '%s'".formatted(kind));
        };
    }
}
