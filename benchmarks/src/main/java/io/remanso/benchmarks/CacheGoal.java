package io.remanso.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Remanso has to reach beside its peers.
 *
 * @param text the goal in words
 * @param judge whether it is reached, and by how much it is missed
 */
record CacheGoal(String text, Function<Map<CacheKind, CacheScore>, String> judge) {

    private static final String REACHED = "yes";

    /** To take at most so many times as long as the peer. */
    static CacheGoal within(double factor, CacheKind peer) {
        return new CacheGoal(
                "≤ %.1f × %s".formatted(factor, peer.label()),
                scores -> {
                    double times = remanso(scores).value() / CacheScore.in(scores, peer).value();
                    return times <= factor ? REACHED : "no: %.2f ×".formatted(times);
                });
    }

    /** To allocate nothing. */
    static CacheGoal noBytes() {
        return new CacheGoal(
                "0 B", scores -> remanso(scores).second() < 0.5 ? REACHED : "no: it allocates");
    }

    /** To take less than so many microseconds, p99. */
    static CacheGoal below(double micros) {
        return new CacheGoal(
                "< %.0f ms".formatted(micros / 1e3),
                scores -> remanso(scores).second() < micros ? REACHED : "no");
    }

    /** To be ahead of the peers that do the same work. */
    static CacheGoal aheadOf(CacheKind... peers) {
        return new CacheGoal(
                "ahead of " + labels(Stream.of(peers)),
                scores -> {
                    List<CacheKind> ahead =
                            Stream.of(peers)
                                    .filter(peer ->
                                            !remanso(scores).ahead(CacheScore.in(scores, peer)))
                                    .toList();
                    return ahead.isEmpty() ? REACHED : "no: " + labels(ahead.stream());
                });
    }

    CacheGoal and(CacheGoal other) {
        return new CacheGoal(
                text + ", " + other.text,
                scores -> {
                    String mine = verdict(scores);
                    return mine.equals(REACHED) ? other.verdict(scores) : mine;
                });
    }

    String verdict(Map<CacheKind, CacheScore> scores) {
        return judge.apply(scores);
    }

    private static CacheScore remanso(Map<CacheKind, CacheScore> scores) {
        return CacheScore.in(scores, CacheKind.REMANSO);
    }

    private static String labels(Stream<CacheKind> kinds) {
        return kinds.map(CacheKind::label).collect(Collectors.joining(", "));
    }
}
