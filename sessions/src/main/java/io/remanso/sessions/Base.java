package io.remanso.sessions;

import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.SessionState;
import io.remanso.tables.Manifest;
import io.remanso.tables.Table;

/**
 * What a write is computed from: the record and the current table at one moment.
 *
 * @param id the session
 * @param state its record, with the time to live
 * @param table its current table
 */
record Base(SessionId id, SessionState state, Table table) {

    SessionRecord record() {
        return state.record();
    }

    Manifest manifest() {
        return table.manifest();
    }

    int version() {
        return record().head().version();
    }
}
