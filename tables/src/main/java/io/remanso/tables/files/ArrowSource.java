package io.remanso.tables.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.duckdb.DuckDBConnection;

/** An Arrow IPC file or stream, each batch of which is checked before the query engine sees it. */
final class ArrowSource implements TypedSource {

    private final Path file;
    private final BufferAllocator allocator;
    private final List<ArrowArrayStream> streams = new ArrayList<>();

    ArrowSource(Path file, BufferAllocator allocator) {
        this.file = file;
        this.allocator = allocator;
    }

    @Override
    public String open(DuckDBConnection connection) throws IOException {
        CheckedArrow checked = CheckedArrow.open(file, allocator);
        ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator);
        streams.add(stream);
        Data.exportArrayStream(allocator, checked, stream);
        String view = "arrow" + streams.size();
        connection.registerArrowStream(view, stream);
        return view;
    }

    @Override
    public void close() {
        for (ArrowArrayStream stream : streams) {
            stream.release();
            stream.close();
        }
    }
}
