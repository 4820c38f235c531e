package io.remanso.sessions.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.remanso.redis.Script;
import io.remanso.sessions.storage.AppliedCommit;
import io.remanso.sessions.storage.Commit;
import io.remanso.sessions.storage.CommitKind;
import io.remanso.sessions.storage.Head;
import io.remanso.sessions.storage.RecordJson;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.Version;
import io.remanso.tables.DamagedChunkException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The record of a session as it lies in Redis: in fields that change one by one, so that a commit
 * sends only what is new. The description is sent when it changes, a version when it is made; of
 * the recent commits the script keeps the list.
 */
final class StoredRecord {

    /** Where the scripts put the fields of a record, from 0. */
    private static final int DESCRIPTION = 0;

    private static final int HEAD = 1;
    private static final int NEXT = 4;
    private static final int OPEN = 5;
    private static final int REDO = 6;
    private static final int RECENT = 7;
    private static final int VERSIONS = 8;

    private StoredRecord() {}

    /**
     * @throws DamagedChunkException when the answer holds no record of a known format
     */
    static SessionRecord read(Answer answer) {
        try {
            return new SessionRecord(
                    RecordJson.readDescription(answer.payload(DESCRIPTION)),
                    answer.head(HEAD),
                    Integer.parseInt(answer.text(NEXT)),
                    answer.text(OPEN).equals("1"),
                    versions(answer.list(VERSIONS)),
                    words(answer.text(REDO)).map(Integer::valueOf).toList(),
                    words(answer.text(RECENT)).map(StoredRecord::commit).toList());
        } catch (NullPointerException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new DamagedChunkException("A session record is damaged", e);
        }
    }

    /** State id and text by turns. Marks change the state of a version, and not its text. */
    private static List<Version> versions(List<?> turns) {
        List<Version> versions = new ArrayList<>();
        for (int i = 0; i < turns.size(); i += 2) {
            String state = new String((byte[]) turns.get(i), US_ASCII);
            versions.add(RecordJson.readVersion((byte[]) turns.get(i + 1)).withState(state));
        }
        return versions;
    }

    private static Stream<String> words(String text) {
        return Arrays.stream(text.split(" ", -1)).filter(word -> !word.isEmpty());
    }

    private static AppliedCommit commit(String word) {
        String[] parts = word.split(":", -1);
        return new AppliedCommit(
                parts[0],
                CommitKind.parse(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]));
    }

    /**
     * Adds what a commit changes of the record, and the description unless it is the known one.
     *
     * @param known the record that this process has seen last; null when it has seen none
     */
    static void add(Arguments arguments, Commit commit, @Nullable SessionRecord known) {
        SessionRecord next = commit.next();
        byte[] description = RecordJson.write(next.description());
        boolean same =
                known != null
                        && known.head().equals(commit.expected())
                        && Arrays.equals(RecordJson.write(known.description()), description);
        arguments
                .add(same ? new byte[0] : description)
                .add(next.nextVersion())
                .add(next.open() ? 1 : 0)
                .add(next.redo().stream().map(String::valueOf).collect(Collectors.joining(" ")))
                .add(next.recent().getLast().kind().label())
                .add(SessionRecord.MAX_RECENT);
    }

    /** What two records of a session differ in, as the script makes it. */
    static byte[] digest(SessionRecord record) {
        Head head = record.head();
        StringBuilder text = new StringBuilder();
        text.append(head.version()).append(' ').append(head.commitId()).append(' ');
        text.append(head.state()).append(' ');
        for (AppliedCommit commit : record.recent()) {
            text.append(commit.commitId()).append(':').append(commit.kind().label()).append(':');
            text.append(commit.from()).append(':').append(commit.to()).append(' ');
        }
        return Script.sha1(text.toString().getBytes(UTF_8)).getBytes(US_ASCII);
    }
}
