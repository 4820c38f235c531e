package io.remanso.tables.files;

import io.remanso.tables.DType;
import io.remanso.tables.InvalidParameterException;

/** A value cannot be of the type that its column was asked to have. */
final class RefusedValueException extends Exception {

    private final transient ColumnRead column;
    private final long row;
    private final String text;

    /** A text of this column in this row, from 0. */
    RefusedValueException(ColumnRead column, long row, String text) {
        super("A value must be of the type that was asked for");
        this.column = column;
        this.row = row;
        this.text = text;
    }

    /** What to tell a user, who knows the value by its line. */
    InvalidParameterException refusal(String name, long line) {
        return refusal(name, column.type().dtype(), line, text);
    }

    static InvalidParameterException refusal(String name, DType dtype, long line, String text) {
        return new InvalidParameterException(
                "Option 'types' makes column '%s' %s, line %d holds '%s'; give the column another type, or list the text in 'null_values'"
                        .formatted(name, dtype.name(), line, text));
    }

    ColumnRead column() {
        return column;
    }

    long row() {
        return row;
    }
}
