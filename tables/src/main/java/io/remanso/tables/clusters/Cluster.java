package io.remanso.tables.clusters;

import java.util.List;

/**
 * Two or more texts that are likely the same.
 *
 * @param members the texts, the most frequent first, of equally frequent ones the smallest
 */
public record Cluster(List<Member> members) {

    public Cluster {
        members = List.copyOf(members);
    }

    /** The text that stands for all: the most frequent, of several the smallest. */
    public String value() {
        return members.getFirst().value();
    }

    /** How many cells hold one of the texts. */
    public long count() {
        return members.stream().mapToLong(Member::count).sum();
    }

    /**
     * A text.
     *
     * @param count how many cells hold it
     */
    public record Member(String value, long count) {}
}
