package io.remanso.tables.files;

import io.remanso.tables.Cells;
import io.remanso.tables.Column;
import io.remanso.tables.SliceReader;
import io.remanso.tables.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.json.JsonMapper;

/** Writes a table as JSON: one object per row, whose members are the cells as {@link Cells}. */
final class JsonWriter {

    private static final byte[] START = {'[', '\n'};
    private static final byte[] END = {'\n', ']', '\n'};

    private final OutputStream out;

    JsonWriter(OutputStream out) {
        this.out = out;
    }

    /** One array of all rows. */
    void writeArray(Table table) throws IOException {
        out.write(START);
        write(table, ",\n");
        out.write(END);
    }

    /** One line per row. */
    void writeLines(Table table) throws IOException {
        write(table, "\n");
        if (table.rows() > 0) {
            out.write('\n');
        }
    }

    private void write(Table table, String separator) throws IOException {
        try (JsonGenerator json =
                JsonMapper.shared()
                        .writer()
                        .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
                        .without(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
                        .with(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                        .withRootValueSeparator(separator)
                        .createGenerator(out)) {
            List<Column> columns = table.schema().columns();
            SliceReader slices = table.read(columns);
            while (slices.hasNext()) {
                try (VectorSchemaRoot root = slices.next()) {
                    rows(root, columns, json);
                }
            }
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    private static void rows(VectorSchemaRoot root, List<Column> columns, JsonGenerator json) {
        List<SerializableString> names = new ArrayList<>();
        List<Cells> cells = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            names.add(new SerializedString(columns.get(i).name()));
            cells.add(Cells.of(root.getVector(i), columns.get(i).dtype()));
        }
        for (int row = 0; row < root.getRowCount(); row++) {
            json.writeStartObject();
            for (int i = 0; i < cells.size(); i++) {
                json.writeName(names.get(i));
                value(cells.get(i).get(row), json);
            }
            json.writeEndObject();
        }
    }

    private static void value(@Nullable Object value, JsonGenerator json) {
        switch (value) {
            case null -> json.writeNull();
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case Float number -> json.writeNumber(number);
            case BigInteger number -> json.writeNumber(number);
            case BigDecimal number -> json.writeNumber(number);
            case Boolean bool -> json.writeBoolean(bool);
            default -> json.writeString(value.toString());
        }
    }
}
