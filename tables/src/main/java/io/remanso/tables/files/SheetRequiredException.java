package io.remanso.tables.files;

import io.remanso.tables.TableException;
import java.util.List;

/** A workbook has several sheets, and none is named: {@code sheet_required}. */
public final class SheetRequiredException extends TableException {

    SheetRequiredException(List<String> sheets) {
        super(
                "sheet_required",
                "A workbook of several sheets needs option 'sheet', this one has %s"
                        .formatted(sheets.isEmpty() ? "none that is visible" : Names.some(sheets)));
    }
}
