package io.remanso.sessions;

import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.tables.Manifest;
import io.remanso.tables.Table;

/**
 * What a write is computed from: the record and the current table at one moment.
 *
 * @param id the session
 * @param record its record
 * @param table its current table
 */
record Base(SessionId id, SessionRecord record, Table table) {

    Manifest manifest() {
        return table.manifest();
    }

    int version() {
        return record.head().version();
    }
}
