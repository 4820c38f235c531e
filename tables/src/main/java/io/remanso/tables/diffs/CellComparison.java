package io.remanso.tables.diffs;

import io.remanso.tables.Cells;
import io.remanso.tables.DType;
import java.util.Objects;
import org.apache.arrow.memory.util.ArrowBufPointer;
import org.apache.arrow.vector.ElementAddressableVector;
import org.apache.arrow.vector.FieldVector;

/**
 * Whether cells of two vectors hold the same value: nulls are the same as nulls, NaN as NaN, -0.0
 * as 0.0; values of different types are the same when {@link TypedText} says so. Not thread-safe.
 */
final class CellComparison {

    private final FieldVector before;
    private final FieldVector after;
    private final DType beforeType;
    private final DType afterType;
    private final Cells beforeCells;
    private final Cells afterCells;
    private final boolean addressable;
    private final ArrowBufPointer left = new ArrowBufPointer();
    private final ArrowBufPointer right = new ArrowBufPointer();

    CellComparison(ColumnPair pair, FieldVector before, FieldVector after) {
        this.before = before;
        this.after = after;
        this.beforeType = pair.before().dtype();
        this.afterType = pair.after().dtype();
        this.beforeCells = Cells.of(before, beforeType);
        this.afterCells = Cells.of(after, afterType);
        this.addressable =
                !pair.retyped()
                        && before instanceof ElementAddressableVector
                        && after instanceof ElementAddressableVector;
    }

    Cells before() {
        return beforeCells;
    }

    Cells after() {
        return afterCells;
    }

    boolean differs(int beforeRow, int afterRow) {
        boolean isNull = before.isNull(beforeRow);
        if (isNull || after.isNull(afterRow)) {
            return isNull != after.isNull(afterRow);
        }
        return !(addressable && sameBytes(beforeRow, afterRow)) && !sameValue(beforeRow, afterRow);
    }

    private boolean sameBytes(int beforeRow, int afterRow) {
        ((ElementAddressableVector) before).getDataPointer(beforeRow, left);
        ((ElementAddressableVector) after).getDataPointer(afterRow, right);
        return left.equals(right);
    }

    private boolean sameValue(int beforeRow, int afterRow) {
        if (addressable && !beforeType.isFloat()) {
            return false;
        }
        Object was = Objects.requireNonNull(beforeCells.get(beforeRow));
        Object is = Objects.requireNonNull(afterCells.get(afterRow));
        return TypedText.same(was, beforeType, is, afterType);
    }
}
