package io.remanso.tables.operations;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The list of all operations: each by its name, with what reads its parameters. */
final class Operations {

    private static final Map<String, Function<Parameters, Operation>> READERS =
            new LinkedHashMap<>();

    static {
        READERS.put(FillNulls.NAME, FillNulls::read);
        READERS.put(DropNulls.NAME, DropNulls::read);
        READERS.put(ConvertType.NAME, ConvertType::read);
        READERS.put(RenameColumns.NAME, RenameColumns::read);
        READERS.put(DropColumns.NAME, DropColumns::read);
        READERS.put(SelectColumns.NAME, SelectColumns::read);
        READERS.put(ReorderColumns.NAME, ReorderColumns::read);
        READERS.put(TrimWhitespace.NAME, TrimWhitespace::read);
        READERS.put(ChangeCase.NAME, ChangeCase::read);
        READERS.put(ReplaceValues.NAME, ReplaceValues::read);
        READERS.put(StripAccents.NAME, StripAccents::read);
        READERS.put(SplitColumn.NAME, SplitColumn::read);
        READERS.put(MergeColumns.NAME, MergeColumns::read);
        READERS.put(Extract.NAME, Extract::read);
        READERS.put(ClusterValues.NAME, ClusterValues::read);
        READERS.put(AddColumn.NAME, AddColumn::read);
        READERS.put(DropDuplicates.NAME, DropDuplicates::read);
        READERS.put(FilterRows.NAME, FilterRows::read);
        READERS.put(SortRows.NAME, SortRows::read);
        READERS.put(SampleRows.NAME, SampleRows::read);
        READERS.put(HandleOutliers.NAME, HandleOutliers::read);
        READERS.put(Scale.NAME, Scale::read);
        READERS.put(SetCells.NAME, SetCells::read);
    }

    private Operations() {}

    static Map<String, Function<Parameters, Operation>> readers() {
        return READERS;
    }
}
