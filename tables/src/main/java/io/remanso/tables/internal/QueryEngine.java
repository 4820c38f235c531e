package io.remanso.tables.internal;

import io.remanso.tables.TableSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.arrow.c.jni.JniLoader;
import org.duckdb.DuckDBConnection;

/**
 * One DuckDB in memory, locked down: no network, no extensions, no files but those of the scratch
 * folder, and no setting can be changed afterwards. Thread-safe.
 */
public final class QueryEngine implements AutoCloseable {

    private final DuckDBConnection root;

    public QueryEngine(TableSettings settings) {
        try {
            Files.createDirectories(settings.scratch());
            // Both libraries are unpacked now: later the disk may be full.
            JniLoader.get().ensureLoaded();
            root = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
            String scratch = settings.scratch().toAbsolutePath().toString().replace("'", "''");
            try (Statement statement = root.createStatement()) {
                statement.execute("SET threads = " + settings.threads());
                statement.execute("SET memory_limit = '%dB'".formatted(settings.engineBytes()));
                statement.execute("SET temp_directory = '%s'".formatted(scratch));
                statement.execute("SET preserve_insertion_order = true");
                statement.execute("SET GLOBAL jdbc_stream_results = true");
                statement.execute("SET streaming_buffer_size = '32MB'");
                statement.execute("SET TimeZone = 'UTC'");
                statement.execute("SET autoinstall_known_extensions = false");
                statement.execute("SET autoload_known_extensions = false");
                statement.execute("SET allowed_directories = ['%s']".formatted(scratch));
                statement.execute("SET enable_external_access = false");
                statement.execute("SET lock_configuration = true");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The scratch folder cannot be made", e);
        } catch (SQLException e) {
            throw new IllegalStateException("The query engine does not start", e);
        }
    }

    /** A connection with nothing in it; the caller closes it. */
    public DuckDBConnection connect() {
        try {
            return root.duplicate();
        } catch (SQLException e) {
            throw new IllegalStateException("The query engine is closed", e);
        }
    }

    @Override
    public void close() {
        try {
            root.close();
        } catch (SQLException e) {
            throw new IllegalStateException("The query engine does not close", e);
        }
    }
}
