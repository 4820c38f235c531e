package io.remanso.tables.operations;

import java.util.Set;

/**
 * What a step depended on and what it wrote, by column id: two steps from the same table whose
 * footprints do not meet can both land.
 *
 * @param reads columns whose cells, type or marks the step read
 * @param writes columns whose cells, type, name or marks the step replaced, or that it dropped;
 *     columns that it added are not among them
 * @param wholeTable whether the step added, dropped or moved rows, or said which columns there are
 *     in which order, so that it meets every other step
 */
public record Footprint(Set<String> reads, Set<String> writes, boolean wholeTable) {

    /** The footprint of a step that meets every other step. */
    public static final Footprint WHOLE_TABLE = new Footprint(Set.of(), Set.of(), true);

    /** The footprint of a step that depended on nothing and wrote nothing. */
    public static final Footprint NONE = new Footprint(Set.of(), Set.of(), false);

    public Footprint {
        reads = Set.copyOf(reads);
        writes = Set.copyOf(writes);
    }

    public static Footprint of(Set<String> reads, Set<String> writes) {
        return new Footprint(reads, writes, false);
    }
}
