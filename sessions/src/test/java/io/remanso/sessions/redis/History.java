package io.remanso.sessions.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the clients of one session asked and were told, and whether that can be the history of one
 * register whose every write names the value that it replaces. The values are commit ids, each
 * written by one commit; thread-safe.
 */
final class History {

    /** What a client was told. */
    enum Told {
        /** A read saw this head, or a commit is applied. */
        SEEN,
        /** A commit was refused or not sent: it is certainly not applied. */
        REFUSED,
        /** A commit may be applied. */
        UNKNOWN
    }

    /**
     * A call.
     *
     * @param write whether it is a commit
     * @param value the commit id that it read or wrote
     * @param began when it was asked, by a clock that all clients share
     * @param ended when the answer came
     */
    record Call(boolean write, String value, Told told, long began, long ended) {}

    private final List<Call> calls = new ArrayList<>();
    private final Map<String, String> predecessors = new HashMap<>();
    private final List<String> faults = new ArrayList<>();

    /** A commit that is about to be sent, and the head that it replaces. */
    synchronized void attempt(String value, @Nullable String replaced) {
        if (replaced != null) {
            predecessors.put(value, replaced);
        }
    }

    synchronized void add(Call call) {
        calls.add(call);
    }

    /** Something that no history allows, such as a read that found half of a version. */
    synchronized void fault(String fault) {
        faults.add(fault);
    }

    /**
     * Everything that is wrong, given the head at the end.
     *
     * @return empty when the history is one of a register
     */
    synchronized List<String> violations(String last) {
        List<String> wrong = new ArrayList<>(faults);
        Map<String, Integer> positions = positions(last, wrong);
        for (Call call : calls) {
            boolean applied = positions.containsKey(call.value());
            if (call.told() == Told.SEEN && !applied) {
                wrong.add((call.write() ? "acknowledged and lost: " : "read and lost: ") + call);
            }
            if (call.told() == Told.REFUSED && applied) {
                wrong.add("refused and applied: " + call);
            }
        }
        List<Call> placed =
                calls.stream()
                        .filter(call -> call.told() == Told.SEEN)
                        .filter(call -> positions.containsKey(call.value()))
                        .toList();
        for (Call earlier : placed) {
            for (Call later : placed) {
                if (earlier.ended() < later.began() && isBackwards(positions, earlier, later)) {
                    wrong.add("went back: " + earlier + " before " + later);
                }
            }
        }
        return wrong;
    }

    private static boolean isBackwards(Map<String, Integer> positions, Call earlier, Call later) {
        int first = positions.getOrDefault(earlier.value(), 0);
        int second = positions.getOrDefault(later.value(), 0);
        return first > second;
    }

    /** The place of each commit in the chain that ends with the last head. */
    private Map<String, Integer> positions(String last, List<String> wrong) {
        List<String> chain = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String value = last; value != null; value = predecessors.get(value)) {
            if (!seen.add(value)) {
                wrong.add("a commit follows itself: " + value);
                break;
            }
            chain.add(value);
        }
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < chain.size(); i++) {
            positions.put(chain.get(i), chain.size() - i);
        }
        return positions;
    }
}
