package io.remanso.tables;

import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/** The one Arrow type that stands for each {@link DType}. */
public final class ArrowTypes {

    private static final int DECIMAL_BITS = 128;

    private ArrowTypes() {}

    /** A nullable field of this name and type. */
    public static Field field(String name, DType dtype) {
        return new Field(name, FieldType.nullable(type(dtype)), null);
    }

    /**
     * The type that an Arrow type stands for.
     *
     * @throws IllegalArgumentException when no {@link DType} has this form
     */
    public static DType dtype(ArrowType type) {
        DType dtype =
                switch (type) {
                    case ArrowType.Int number -> integer(number);
                    case ArrowType.FloatingPoint number ->
                            number.getPrecision() == FloatingPointPrecision.SINGLE
                                    ? DType.FLOAT32
                                    : DType.FLOAT64;
                    case ArrowType.Bool bool -> DType.BOOL;
                    case ArrowType.Utf8 text -> DType.STRING;
                    case ArrowType.Date date -> DType.DATE;
                    case ArrowType.Timestamp timestamp -> DType.TIMESTAMP;
                    case ArrowType.Time time -> DType.TIME;
                    case ArrowType.Decimal decimal ->
                            DType.decimal(decimal.getPrecision(), decimal.getScale());
                    default -> null;
                };
        if (dtype == null || !type(dtype).equals(type)) {
            throw new IllegalArgumentException("No column type has the Arrow form " + type);
        }
        return dtype;
    }

    private static DType integer(ArrowType.Int type) {
        return switch (type.getBitWidth()) {
            case 8 -> type.getIsSigned() ? DType.INT8 : DType.UINT8;
            case 16 -> type.getIsSigned() ? DType.INT16 : DType.UINT16;
            case 32 -> type.getIsSigned() ? DType.INT32 : DType.UINT32;
            default -> type.getIsSigned() ? DType.INT64 : DType.UINT64;
        };
    }

    public static ArrowType type(DType dtype) {
        return switch (dtype.kind()) {
            case INT8 -> new ArrowType.Int(8, true);
            case INT16 -> new ArrowType.Int(16, true);
            case INT32 -> new ArrowType.Int(32, true);
            case INT64 -> new ArrowType.Int(64, true);
            case UINT8 -> new ArrowType.Int(8, false);
            case UINT16 -> new ArrowType.Int(16, false);
            case UINT32 -> new ArrowType.Int(32, false);
            case UINT64 -> new ArrowType.Int(64, false);
            case FLOAT32 -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
            case FLOAT64 -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
            case BOOL -> ArrowType.Bool.INSTANCE;
            case STRING -> ArrowType.Utf8.INSTANCE;
            case DATE -> new ArrowType.Date(DateUnit.DAY);
            case TIMESTAMP -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
            case TIME -> new ArrowType.Time(TimeUnit.MICROSECOND, 64);
            case DECIMAL -> new ArrowType.Decimal(dtype.precision(), dtype.scale(), DECIMAL_BITS);
        };
    }
}
