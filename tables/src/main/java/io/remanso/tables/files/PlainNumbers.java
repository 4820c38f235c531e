package io.remanso.tables.files;

import io.remanso.tables.DType;
import java.nio.ByteOrder;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;

/** Values of 64 bits: whole numbers and floats, and what is counted in microseconds. */
abstract class PlainNumbers extends PlainCells {

    /** With so many digits every number is a long, and every power of ten below is exact. */
    private static final int LONG_DIGITS = 18;

    /** With so many digits a number is exact in a float64, and so is its power of ten. */
    private static final int FLOAT_DIGITS = 15;

    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    final long[] values;

    PlainNumbers(DType dtype, int capacity) {
        super(dtype, capacity);
        this.values = new long[capacity];
    }

    /** {@link NumberTypes#INT64}. */
    static PlainNumbers longs(int capacity) {
        return new PlainNumbers(DType.INT64, capacity) {
            @Override
            boolean put(int row, byte[] text, int from, int to) {
                boolean negative = text[from] == '-';
                int first = negative ? from + 1 : from;
                int digits = to - first;
                if (digits < 1 || digits > LONG_DIGITS) {
                    return false;
                }
                if (text[first] == '0' && (digits > 1 || negative)) {
                    return false;
                }
                long value = 0;
                for (int i = first; i < to; i++) {
                    if (!isDigit(text[i])) {
                        return false;
                    }
                    value = 10 * value + (text[i] - '0');
                }
                values[row] = negative ? -value : value;
                return true;
            }
        };
    }

    /**
     * {@link NumberTypes#FLOAT64}. The quotient of two integers that a float64 holds exactly is the
     * float64 nearest to the text (Clinger 1990, How to read floating point numbers accurately).
     */
    static PlainNumbers doubles(int capacity) {
        return new PlainNumbers(DType.FLOAT64, capacity) {
            @Override
            boolean put(int row, byte[] text, int from, int to) {
                boolean negative = text[from] == '-';
                int first = negative ? from + 1 : from;
                long digits = 0;
                int point = -1;
                for (int i = first; i < to; i++) {
                    byte b = text[i];
                    if (isDigit(b)) {
                        digits = 10 * digits + (b - '0');
                    } else if (b == '.' && point < 0) {
                        point = i;
                    } else {
                        return false;
                    }
                }
                int whole = (point < 0 ? to : point) - first;
                int fraction = point < 0 ? 0 : to - point - 1;
                if (whole < 1
                        || whole + fraction > FLOAT_DIGITS
                        || (point >= 0 && fraction == 0)
                        || (whole > 1 && text[first] == '0')) {
                    return false;
                }
                double value = digits / TENS[fraction];
                values[row] = Double.doubleToRawLongBits(negative ? -value : value);
                return true;
            }
        };
    }

    @Override
    void putNull(int row) {
        values[row] = 0;
    }

    @Override
    void write(FieldVector vector, int count) {
        ((BaseFixedWidthVector) vector).allocateNew(count);
        vector.getDataBuffer()
                .nioBuffer(0, count * Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer()
                .put(values, 0, count);
    }
}
