package io.remanso.benchmarks;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/** Something that is measured. */
interface Figure {

    /** A short name, to choose it on the command line. */
    String name();

    /** Measures it, which may take a minute. */
    List<Row> measure() throws Exception;

    /** Says on standard error what is measured now, so that a long figure is seen to move. */
    static void progress(String what) {
        System.err.printf("%tT   %s%n", LocalTime.now(ZoneId.systemDefault()), what);
    }

    /**
     * A line of the table.
     *
     * @param what what was measured
     * @param remanso the value with its unit
     * @param peer the peer's value with its unit and what the peer is; empty when there is none
     * @param goal what it has to reach; empty when nothing is set
     * @param reached whether it does; empty when that is left to the reader
     */
    record Row(String what, String remanso, String peer, String goal, String reached) {

        Row(String what, String remanso, String peer, String goal) {
            this(what, remanso, peer, goal, "");
        }
    }
}
