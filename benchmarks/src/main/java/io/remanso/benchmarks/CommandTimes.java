package io.remanso.benchmarks;

import io.remanso.testing.RedisServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How long each command has held up a Redis, by the clock of that Redis. */
final class CommandTimes {

    /** What the server has to be started with. */
    static final String CONFIG = "latency-tracking-info-percentiles 50 99 99.9 100";

    /** What {@link #monitored} says when nothing took as long as the limit. */
    static final String NOTHING = "nothing";

    private final RedisServer server;

    CommandTimes(RedisServer server) {
        this.server = server;
    }

    /** Forgets what was, and counts from now on what takes longer than a limit. */
    void watch(Duration limit) {
        server.call("CONFIG", "SET", "slowlog-max-len", "1000000");
        server.call("CONFIG", "SET", "slowlog-log-slower-than", "" + limit.toNanos() / 1_000);
        server.call("SLOWLOG", "RESET");
        server.call("CONFIG", "SET", "latency-monitor-threshold", "" + limit.toMillis());
        server.call("LATENCY", "RESET");
        server.call("CONFIG", "RESETSTAT");
    }

    /** What the latency monitor has seen take as long as the limit: event and longest, in ms. */
    String monitored() {
        String events =
                server.callForList("LATENCY", "LATEST").stream()
                        .map(event -> (List<?>) event)
                        .map(event -> "%s %s ms".formatted(event.getFirst(), event.getLast()))
                        .collect(Collectors.joining(", "));
        return events.isEmpty() ? NOTHING : events;
    }

    long calls(String command) {
        String stats = server.info("cmdstat_" + command);
        return stats.isEmpty() ? 0 : Long.parseLong(stats.replaceAll("calls=(\\d+),.*", "$1"));
    }

    /** How many calls of a command took longer than the limit. */
    long over(String command) {
        return server.callForList("SLOWLOG", "GET", "-1").stream()
                .map(entry -> (List<?>) ((List<?>) entry).get(3))
                .filter(words ->
                        command.equals(words.getFirst().toString().toLowerCase(Locale.ROOT)))
                .count();
    }

    /** The middle, p99, p99.9 and longest, and how many of how many were over the limit. */
    String text(String command) {
        String percentiles = server.info("latency_percentiles_usec_" + command);
        String millis =
                Arrays.stream(percentiles.split(",", -1))
                        .map(one -> Double.parseDouble(one.substring(one.indexOf('=') + 1)))
                        .map(micros -> "%.2f".formatted(micros / 1e3))
                        .collect(Collectors.joining(", "));
        return "%s ms, %,d of %,d over".formatted(millis, over(command), calls(command));
    }
}
