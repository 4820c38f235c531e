package io.remanso.tables;

/**
 * A column of a schema.
 *
 * @param id what the column is known by inside a session: it stays when the column is renamed or
 *     moved
 * @param name what users call it; unique in its schema
 * @param dtype the type of its values
 */
public record Column(String id, String name, DType dtype) {

    public Column withName(String newName) {
        return new Column(id, newName, dtype);
    }

    public Column withDtype(DType newDtype) {
        return new Column(id, name, newDtype);
    }
}
