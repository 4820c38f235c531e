package io.remanso.tables.files;

import java.io.IOException;
import java.nio.file.Path;
import org.duckdb.DuckDBConnection;

/** A Parquet file, which the query engine reads itself from the scratch folder. */
final class ParquetSource implements TypedSource {

    private final StagedText staged;

    ParquetSource(Path file, Path scratch) throws IOException {
        this.staged = StagedText.of(file, 0, scratch);
    }

    @Override
    public String open(DuckDBConnection connection) {
        return "read_parquet('%s')".formatted(staged.path().toString().replace("'", "''"));
    }

    @Override
    public void close() throws IOException {
        staged.close();
    }
}
