package io.remanso.tables.operations;

import io.remanso.tables.ChunkRef;
import io.remanso.tables.ChunkSink;
import io.remanso.tables.Column;
import io.remanso.tables.DType;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Manifest;
import io.remanso.tables.Schema;
import io.remanso.tables.Table;
import io.remanso.tables.TableTooLargeException;
import io.remanso.tables.internal.QueryBatches;
import io.remanso.tables.internal.TableScan;
import io.remanso.tables.internal.TableScan.Extra;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Columns that are added after the others, computed by SQL over one slice at a time. The slice is
 * the view {@code s}: c0, c1, … are the columns that are read, {@code pos} counts its rows.
 */
final class NewColumns {

    private final Table table;
    private final TableScan scan;
    private final ChunkSink sink;

    NewColumns(Table table, TableScan scan, ChunkSink sink) {
        this.table = table;
        this.scan = scan;
        this.sink = sink;
    }

    /**
     * A copy of names for new columns.
     *
     * @throws InvalidParameterException when there is none, or one comes twice
     */
    static List<String> checked(String operation, List<String> names) {
        if (names.isEmpty() || new HashSet<>(names).size() != names.size()) {
            throw new InvalidParameterException(
                    "The new columns of %s have one or more names, each once; got %s"
                            .formatted(operation, names.isEmpty() ? "none" : Shown.columns(names)));
        }
        names.forEach(Texts::requireValid);
        return List.copyOf(names);
    }

    /**
     * @param read the columns c0, c1, …
     * @param names the names of the new columns
     * @param values SQL of their values
     * @param from what they are selected from: {@code s}, or a subquery of it that keeps its rows
     *     and {@code pos}
     * @throws InvalidParameterException when a name is taken
     * @throws TableTooLargeException when the table grows over the limit
     */
    Change add(List<Column> read, List<String> names, List<String> values, String from) {
        List<DType> texts = Collections.nCopies(names.size(), DType.STRING);
        return add(read, names, texts, values, from);
    }

    /** As the other, for one column of any type that is selected from {@code s}. */
    Change add(List<Column> read, String name, DType dtype, String value) {
        return add(read, List.of(name), List.of(dtype), List.of(value), "s");
    }

    private Change add(
            List<Column> read,
            List<String> names,
            List<DType> dtypes,
            List<String> values,
            String from) {
        Manifest old = table.manifest();
        List<Column> columns = new ArrayList<>(old.schema().columns());
        Map<String, List<ChunkRef>> chunks = new LinkedHashMap<>(old.chunks());
        List<List<ChunkRef>> added = new ArrayList<>();
        int nextId = old.nextColumnId();
        for (int i = 0; i < names.size(); i++) {
            Column column = new Column("c" + nextId++, names.get(i), dtypes.get(i));
            columns.add(column);
            added.add(new ArrayList<>());
            chunks.put(column.id(), added.getLast());
        }
        Schema schema = new Schema(columns);
        String sql = "SELECT %s FROM %s ORDER BY pos".formatted(String.join(", ", values), from);
        SizeLimit limit = SizeLimit.of(table).minus(old.rawBytes());
        long bytes = 0;
        for (int slice = 0; slice < old.slices().size(); slice++) {
            scan.register("s", Slices.one(table, slice, read), read, Extra.POSITION);
            try (QueryBatches answer = scan.query(sql)) {
                answer.next();
                for (int i = 0; i < names.size(); i++) {
                    ChunkRef ref = table.engine().write(answer.batch().getVector(i), sink);
                    added.get(i).add(ref);
                    bytes += ref.rawBytes();
                }
            }
            limit.check(bytes);
        }
        return new Change(
                new Manifest(schema, old.slices(), chunks, old.marks(), old.nextRowId(), nextId),
                0,
                names,
                Footprint.of(Columns.ids(read), Set.of()));
    }
}
