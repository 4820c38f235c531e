package io.remanso.tables.files;

import java.io.IOException;
import org.duckdb.DuckDBConnection;

/** A file whose columns have types, as the query engine reads it. Close it after its connection. */
interface TypedSource extends AutoCloseable {

    /**
     * What rows are selected from: SQL. It can be read once.
     *
     * @param connection the connection that the SQL is for
     */
    String open(DuckDBConnection connection) throws IOException;

    @Override
    void close() throws IOException;
}
