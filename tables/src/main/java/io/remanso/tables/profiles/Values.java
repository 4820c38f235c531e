package io.remanso.tables.profiles;

/** Values of a column, by row of what holds them. */
interface Values {

    /** The value as {@link io.remanso.tables.Cells} makes it. */
    Object value(int row);

    /** The place of the value on the line of {@link Numbers}; 0 for types that have none. */
    double place(int row);
}
