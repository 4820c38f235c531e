package io.remanso.sessions;

import io.remanso.sessions.testing.BackendUnderTest;
import io.remanso.sessions.testing.Values;
import io.remanso.tables.operations.Operation;
import io.remanso.tables.operations.OperationJson;
import io.remanso.tables.testing.Tables;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sessions on a storage that a subclass opens, empty, for each test, and short words for what tests
 * do with them.
 */
abstract class SessionsUnderTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @RegisterExtension final Tables tables = new Tables();

    BackendUnderTest under;
    DatasetSessions sessions;

    /** The storage, empty. */
    protected abstract BackendUnderTest open();

    @BeforeEach
    void openSessions() {
        under = open();
        sessions = sessions(SessionSettings.defaults());
    }

    @AfterEach
    void closeBackend() {
        under.close();
    }

    DatasetSessions sessions(SessionSettings settings) {
        return new DatasetSessions(under.backend(), tables.engine(), settings, under.clock());
    }

    SessionMetadata create(String sql) {
        return sessions.create(NewSession.of("people.csv"), tables.of(sql));
    }

    void write(String id, Operation operation) {
        sessions.apply(id, operation, WriteOptions.NONE);
    }

    List<Object> column(String id, String name) {
        return Values.of(sessions.table(id).table(), name);
    }

    List<Integer> versions(String id) {
        return sessions.history(id).stream().map(HistoryEntry::versionId).toList();
    }

    static Operation fillMean(String column) {
        return operation(
                "{'operation':'fill_nulls','columns':['%s'],'strategy':'mean'}".formatted(column));
    }

    static Operation set(long row, String column, long value) {
        return operation(
                "{'operation':'set_cells','cells':[{'row':%d,'column':'%s','value':%d}]}"
                        .formatted(row, column, value));
    }

    static Operation operation(String json) {
        return OperationJson.read(json.replace('\'', '"'));
    }

    static ObjectNode object(String json) {
        return JSON.readTree(json).asObject();
    }
}
