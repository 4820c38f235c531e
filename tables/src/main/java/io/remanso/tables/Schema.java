package io.remanso.tables;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The columns of a table in their order. Names and ids are unique; a schema may be empty.
 * Immutable.
 */
public final class Schema {

    private final List<Column> columns;
    private final Map<String, Column> byName;

    /**
     * @throws InvalidParameterException when two columns share a name, or a name is empty, not
     *     well-formed Unicode or has a zero character
     */
    public Schema(List<Column> columns) {
        this.columns = List.copyOf(columns);
        Map<String, Column> names = new LinkedHashMap<>();
        for (Column column : this.columns) {
            if (column.name().isEmpty()) {
                throw new InvalidParameterException("A column name must not be empty");
            }
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(column.name())) {
                throw new InvalidParameterException(
                        "A column name is well-formed Unicode, got half a surrogate pair in '%s'"
                                .formatted(column.name().replaceAll("\\p{Cs}", "?")));
            }
            if (column.name().indexOf('\0') >= 0) {
                throw new InvalidParameterException(
                        "A column name has no zero characters, got one in '%s'"
                                .formatted(column.name().replace('\0', '?')));
            }
            if (names.putIfAbsent(column.name(), column) != null) {
                throw new InvalidParameterException(
                        "Column names must be unique, got '%s' twice".formatted(column.name()));
            }
        }
        if (this.columns.stream().map(Column::id).distinct().count() != this.columns.size()) {
            throw new IllegalArgumentException("Column ids must be unique, got " + this.columns);
        }
        this.byName = names;
    }

    public List<Column> columns() {
        return columns;
    }

    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    public int size() {
        return columns.size();
    }

    public Optional<Column> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * @throws UnknownColumnException when there is none of this name
     */
    public Column require(String name) {
        return find(name).orElseThrow(() -> new UnknownColumnException(name, names()));
    }

    /**
     * The columns of these names, in the order of the names.
     *
     * @throws UnknownColumnException when one does not exist
     */
    public List<Column> require(Collection<String> names) {
        return names.stream().map(this::require).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Schema that && columns.equals(that.columns);
    }

    @Override
    public int hashCode() {
        return columns.hashCode();
    }

    @Override
    public String toString() {
        return columns.toString();
    }
}
