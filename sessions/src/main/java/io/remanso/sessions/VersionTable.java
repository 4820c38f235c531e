package io.remanso.sessions;

import io.remanso.tables.Table;
import java.util.List;
import java.util.Map;

/**
 * The table of one version. It is read from the session when its cells are asked for: while the
 * session lives and keeps the version.
 *
 * @param version the version
 * @param state the id of exactly this content, marks included: fit for an entity tag
 * @param current whether it was the current version when it was asked for
 * @param stale whether the storage did not answer, and this is the version that was current when
 *     this process saw the session last; someone may have written or deleted it since
 * @param table the table
 */
public record VersionTable(int version, String state, boolean current, boolean stale, Table table) {

    /**
     * The cells that are missing on purpose.
     *
     * @return per column name, their positions, rising; columns without any are left out
     */
    public Map<String, List<Long>> intentionalMissing() {
        return new MarkIds(table).positions();
    }
}
