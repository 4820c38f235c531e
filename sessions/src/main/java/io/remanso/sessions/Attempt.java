package io.remanso.sessions;

import io.remanso.sessions.storage.Commit;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.tables.Manifest;
import java.util.Map;

/**
 * Makes a commit for the record that is current: again whenever someone else was faster. It has no
 * side effect.
 */
interface Attempt<T> {

    /**
     * @param commitId the id that the commit must have
     * @throws VersionConflictException when what others wrote meets this write
     * @throws StaleReadException when the record is no longer current
     */
    Proposal<T> on(SessionRecord record, String commitId);

    /**
     * A commit and what to answer once it is applied.
     *
     * @param commit the commit
     * @param written the manifests that it writes, by state id
     * @param result the answer
     */
    record Proposal<T>(Commit commit, Map<String, Manifest> written, T result) {}
}
