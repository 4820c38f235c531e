package io.remanso.tables.files;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Records of typed cells that can be read again and again, each time in the same order. */
interface CellRecords {

    /** Takes the cells of one record after the other. */
    interface Sink {

        /**
         * A cell.
         *
         * @param column its place, from 0
         * @param value a Boolean, BigDecimal, Double, LocalDate, LocalDateTime, LocalTime or
         *     String; a cell that is left out is null
         */
        void cell(int column, Object value) throws IOException;

        /** Ends the record. */
        void end() throws IOException;

        /** A record that is none. */
        void reject(Rejected rejected);
    }

    /** Reads all records. */
    void read(Sink sink) throws IOException;

    /** The name of a column that was read, or null when it has none. */
    @Nullable String name(int column);

    /** How many columns were found by the last reading. */
    int columns();
}
