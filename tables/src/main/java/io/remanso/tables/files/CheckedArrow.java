package io.remanso.tables.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.ValueVectorUtility;

/**
 * The batches of an Arrow file, each of which is whole: offsets lie within their buffers and texts
 * are valid, so that native code can follow them. Dictionaries are looked up, names are kept.
 */
final class CheckedArrow extends ArrowReader {

    private final ArrowReader reader;
    private final ArrowCodecs codecs;

    private CheckedArrow(ArrowReader reader, ArrowCodecs codecs, BufferAllocator allocator) {
        super(allocator);
        this.reader = reader;
        this.codecs = codecs;
    }

    /** Opens a file and reads its schema. */
    static CheckedArrow open(Path file, BufferAllocator allocator) throws IOException {
        ArrowCodecs codecs = new ArrowCodecs();
        CheckedArrow opened =
                new CheckedArrow(new ArrowMessages(file, allocator, codecs), codecs, allocator);
        try {
            opened.getVectorSchemaRoot();
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    @Override
    protected Schema readSchema() throws IOException {
        List<Field> fields = new ArrayList<>();
        for (Field field : reader.getVectorSchemaRoot().getSchema().getFields()) {
            DictionaryEncoding encoding = field.getDictionary();
            Field plain = encoding == null ? field : dictionary(encoding).getVector().getField();
            refuseInnerDictionaries(plain.getChildren());
            fields.add(
                    new Field(
                            field.getName(),
                            new FieldType(true, plain.getType(), null),
                            plain.getChildren()));
        }
        return new Schema(fields);
    }

    private static void refuseInnerDictionaries(List<Field> fields) throws IOException {
        for (Field field : fields) {
            if (field.getDictionary() != null) {
                throw new IOException("A dictionary inside of nested values is not read");
            }
            refuseInnerDictionaries(field.getChildren());
        }
    }

    private Dictionary dictionary(DictionaryEncoding encoding) throws IOException {
        Dictionary dictionary = reader.getDictionaryVectors().get(encoding.getId());
        if (dictionary == null) {
            throw new IOException("A column names a dictionary that is not there");
        }
        return dictionary;
    }

    @Override
    public boolean loadNextBatch() throws IOException {
        prepareLoadNextBatch();
        try {
            if (!reader.loadNextBatch()) {
                return false;
            }
            VectorSchemaRoot batch = reader.getVectorSchemaRoot();
            VectorSchemaRoot target = getVectorSchemaRoot();
            for (int i = 0; i < target.getFieldVectors().size(); i++) {
                FieldVector from = batch.getVector(i);
                if (from.getValueCount() != batch.getRowCount()) {
                    throw new IOException("The columns of a batch have as many rows as it has");
                }
                check(from);
                move(from, target.getVector(i));
            }
            target.setRowCount(batch.getRowCount());
            return true;
        } catch (RuntimeException e) {
            throw new IOException("A batch of the Arrow file is damaged", e);
        }
    }

    private void move(FieldVector from, FieldVector to) throws IOException {
        DictionaryEncoding encoding = from.getField().getDictionary();
        if (encoding == null) {
            from.makeTransferPair(to).transfer();
        } else {
            Dictionary dictionary = dictionary(encoding);
            check(dictionary.getVector());
            try (ValueVector decoded = DictionaryEncoder.decode(from, dictionary, allocator)) {
                decoded.makeTransferPair(to).transfer();
            }
        }
    }

    private static void check(FieldVector vector) throws IOException {
        if (vector instanceof DecimalVector) {
            // The full check refuses decimals that use all their digits.
            ValueVectorUtility.validate(vector);
        } else {
            ValueVectorUtility.validateFull(vector);
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        switch (vector) {
            case VarCharVector texts -> {
                for (int row = 0; row < texts.getValueCount(); row++) {
                    if (!texts.isNull(row)) {
                        checkText(texts.get(row), decoder);
                    }
                }
            }
            case LargeVarCharVector texts -> {
                for (int row = 0; row < texts.getValueCount(); row++) {
                    if (!texts.isNull(row)) {
                        checkText(texts.get(row), decoder);
                    }
                }
            }
            default -> {}
        }
    }

    private static void checkText(byte[] text, CharsetDecoder decoder) throws IOException {
        for (byte unit : text) {
            if (unit < 0) {
                decoder.reset().decode(ByteBuffer.wrap(text));
                return;
            }
        }
    }

    @Override
    public long bytesRead() {
        return reader.bytesRead();
    }

    @Override
    protected void closeReadSource() throws IOException {
        try {
            reader.close();
        } finally {
            codecs.close();
        }
    }
}
