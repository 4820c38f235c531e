package io.remanso.tables.operations;

import io.remanso.tables.ChunkSink;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps some rows by chance, in their order, each set of so many rows with the same chance. The
 * same seed keeps the same positions of tables with equally many rows. Marks of rows that go are
 * dropped.
 *
 * @param size how many rows stay
 * @param seed where chance begins
 */
public record SampleRows(Size size, long seed) implements Operation {

    static final String NAME = "sample_rows";

    /** How many rows stay. */
    public sealed interface Size {

        /** The number of rows that stay of so many. */
        long of(long rows);
    }

    /**
     * So many rows, or all when the table has fewer; {@code n}.
     *
     * @param n 0 or more
     */
    public record Rows(long n) implements Size {
        public Rows {
            if (n < 0) {
                throw new InvalidParameterException(
                        "The n of sample_rows is 0 or more rows; got " + n);
            }
        }

        @Override
        public long of(long rows) {
            return Math.min(n, rows);
        }
    }

    /**
     * A part of the rows, rounded half up; {@code fraction}.
     *
     * @param fraction from 0 to 1
     */
    public record Part(BigDecimal fraction) implements Size {
        public Part {
            if (fraction.signum() < 0 || fraction.compareTo(BigDecimal.ONE) > 0) {
                throw new InvalidParameterException(
                        "The fraction of sample_rows is a number from 0 to 1; got " + fraction);
            }
            fraction = fraction.stripTrailingZeros();
        }

        @Override
        public long of(long rows) {
            return fraction.multiply(BigDecimal.valueOf(rows))
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact();
        }
    }

    static SampleRows read(Parameters parameters) {
        JsonNode n = parameters.optional("n");
        JsonNode fraction = parameters.optional("fraction");
        JsonNode seed = parameters.optional("seed");
        if ((n == null) == (fraction == null)) {
            throw parameters.refused(
                    "give either 'n' or 'fraction'; got " + (n == null ? "neither" : "both"));
        }
        return new SampleRows(
                n != null
                        ? new Rows(whole(parameters, "n", n))
                        : new Part(number(parameters, fraction)),
                seed == null ? 0 : whole(parameters, "seed", seed));
    }

    private static long whole(Parameters parameters, String name, JsonNode node) {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw parameters.wrong(name, "a whole number", node);
        }
        return node.longValue();
    }

    private static BigDecimal number(Parameters parameters, JsonNode node) {
        if (CellValue.of(node) instanceof CellValue.Num num) {
            return num.value();
        }
        throw parameters.wrong("fraction", "a number from 0 to 1", node);
    }

    @Override
    public void writeParameters(ObjectNode json) {
        switch (size) {
            case Rows rows -> json.put("n", rows.n());
            case Part part -> json.set("fraction", CellValue.of(part.fraction()).toJson());
        }
        json.put("seed", seed);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return switch (size) {
            case Rows rows -> "Keep a sample of %,d rows".formatted(rows.n());
            case Part part ->
                    "Keep a sample of %s %% of the rows"
                            .formatted(part.fraction().movePointRight(2).toPlainString());
        };
    }

    /** Selection sampling: Knuth, The Art of Computer Programming, volume 2, algorithm S. */
    @Override
    public Change apply(Table table, ChunkSink sink) {
        KeptRows kept = KeptRows.none(table);
        SplitMix random = new SplitMix(seed);
        long rows = table.rows();
        long wanted = size.of(rows);
        for (long position = 0; wanted > 0; position++) {
            if (random.nextDouble() * (rows - position) < wanted) {
                kept.keep(position);
                wanted--;
            }
        }
        return kept.apply(sink, List.of());
    }
}
