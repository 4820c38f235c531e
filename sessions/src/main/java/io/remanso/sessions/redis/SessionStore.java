package io.remanso.sessions.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.remanso.redis.Redis;
import io.remanso.redis.RedisFailure;
import io.remanso.redis.RedisOutcomeUnknownException;
import io.remanso.redis.Script;
import io.remanso.sessions.storage.CommitOutcomeUnknownException;
import io.remanso.sessions.storage.Current;
import io.remanso.sessions.storage.Head;
import io.remanso.sessions.storage.RandomId;
import io.remanso.sessions.storage.RecordJson;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.SessionState;
import io.remanso.sessions.storage.Step;
import io.remanso.sessions.storage.StoredManifest;
import io.remanso.sessions.storage.Zlib;
import io.remanso.tables.DamagedChunkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Everything about sessions but chunks and commits. Thread-safe. */
final class SessionStore {

    /** Where the script that reads the head puts what comes along with it. */
    private static final int MANIFEST = 3;

    private static final int BASE = 4;

    private final Redis redis;
    private final Keys keys;
    private final Scripts scripts;
    private final SessionCalls calls;
    private final SessionIndex index;
    private final LastHeads heads;
    private final Bases bases;

    SessionStore(
            Redis redis,
            Keys keys,
            Scripts scripts,
            SessionCalls calls,
            SessionIndex index,
            LastHeads heads,
            Bases bases) {
        this.redis = redis;
        this.keys = keys;
        this.scripts = scripts;
        this.calls = calls;
        this.index = index;
        this.heads = heads;
        this.bases = bases;
    }

    Head head(SessionId id) {
        return readHead(id).head(0);
    }

    Current current(SessionId id, Predicate<String> known) {
        String state = heads.get(id).map(Head::state).filter(known).orElse("");
        Answer answer = readHead(id, state.getBytes(US_ASCII));
        Head head = answer.head(0);
        if (!answer.has(MANIFEST)) {
            return new Current(head, null);
        }
        byte[] packed = answer.payload(MANIFEST);
        Map<String, Bases.Base> base = new HashMap<>();
        if (answer.has(BASE)) {
            addBase(base, Zlib.dictionaryId(packed), answer.payload(BASE));
        }
        byte[] json = unpack(head.state(), packed, base);
        return new Current(head, new StoredManifest(head.version(), head.state(), json));
    }

    private Answer readHead(SessionId id, byte[]... arguments) {
        long began = heads.begin();
        Answer answer = calls.run(id, scripts.head(), arguments);
        heads.put(id, answer.head(0), began, answer.ttl());
        return answer;
    }

    /** The record, which is sent only when it is another than this process has seen last. */
    SessionState state(SessionId id) {
        Optional<SessionRecord> last = heads.record(id);
        return last.isPresent()
                ? state(id, last.get(), scripts.state(), StoredRecord.digest(last.get()))
                : state(id, null, scripts.state());
    }

    SessionState touch(SessionId id, @Nullable Duration ttl) {
        Arguments arguments = new Arguments();
        if (ttl != null) {
            arguments.add(ttl);
        }
        return state(id, null, scripts.touch(), arguments.toArray());
    }

    /**
     * @param last the record that the script need not send; null when it has to send one
     */
    private SessionState state(
            SessionId id,
            @Nullable SessionRecord last,
            Script<List<@Nullable Object>> script,
            byte[]... arguments) {
        long began = heads.begin();
        Answer answer = calls.run(id, script, arguments);
        SessionRecord record = last != null && !answer.has(0) ? last : StoredRecord.read(answer);
        heads.put(id, record, began, answer.ttl());
        return new SessionState(record, answer.ttl(), answer.expiresAt());
    }

    List<StoredManifest> manifests(SessionId id, Collection<Integer> versions) {
        Answer answer = calls.run(id, scripts.manifests(), numbers(new TreeSet<>(versions)));
        Map<String, Bases.Base> found = bases(answer.list(1));
        List<StoredManifest> manifests = new ArrayList<>();
        List<?> turns = answer.list(0);
        for (int i = 0; i < turns.size(); i += 3) {
            String state = text(turns.get(i + 1));
            manifests.add(
                    new StoredManifest(
                            Integer.parseInt(text(turns.get(i))),
                            state,
                            unpack(state, bytes(turns.get(i + 2)), found)));
        }
        return manifests;
    }

    private static Map<String, Bases.Base> bases(List<?> turns) {
        Map<String, Bases.Base> bases = new HashMap<>();
        for (int i = 0; i < turns.size(); i += 2) {
            addBase(bases, text(turns.get(i)), bytes(turns.get(i + 1)));
        }
        return bases;
    }

    private static void addBase(Map<String, Bases.Base> bases, String id, byte[] packed) {
        bases.put(id, new Bases.Base(id, Zlib.unpack(packed), packed));
    }

    private byte[] unpack(String state, byte[] packed, Map<String, Bases.Base> found) {
        if (!Zlib.needsDictionary(packed)) {
            return Zlib.unpack(packed);
        }
        Bases.Base base = found.get(Zlib.dictionaryId(packed));
        if (base == null) {
            throw new DamagedChunkException("The base of every kept manifest must be stored");
        }
        bases.put(state, base);
        return Zlib.unpack(packed, base.text());
    }

    List<Step> steps(SessionId id, Collection<Integer> versions) {
        Answer answer = calls.run(id, scripts.steps(), numbers(new TreeSet<>(versions)));
        List<Step> steps = new ArrayList<>();
        List<?> turns = answer.list(0);
        for (int i = 0; i < turns.size(); i += 2) {
            if (turns.get(i) instanceof byte[] version) {
                steps.add(step(version, turns.get(i + 1)));
            }
        }
        return steps;
    }

    private static Step step(byte[] version, @Nullable Object operation) {
        return new Step(
                RecordJson.readVersion(version),
                operation == null ? null : RecordJson.readOperation(bytes(operation)));
    }

    List<String> audit(SessionId id) {
        return calls.run(id, scripts.audit()).list(0).stream().map(SessionStore::text).toList();
    }

    void addAudit(SessionId id, String line) {
        String call = RandomId.next();
        byte[][] arguments = new Arguments().add(call).add(line).toArray();
        try {
            calls.whole(id, calls.runRaw(id, scripts.addAudit(), arguments));
        } catch (RedisOutcomeUnknownException e) {
            throw new CommitOutcomeUnknownException(call, e);
        } catch (RedisFailure e) {
            throw Outage.of(e);
        }
    }

    boolean exists(SessionId id) {
        byte[][] all = keys.committed(id).toArray(byte[][]::new);
        return Outage.guard(() -> redis.callRepeatable(commands -> commands.exists(all))) > 0;
    }

    /**
     * @param head which head it must have, as the script takes it; nothing when any will do
     */
    boolean delete(SessionId id, byte[]... head) {
        Answer answer;
        boolean again = false;
        try {
            answer = calls.runRaw(id, scripts.delete(), head);
        } catch (RedisOutcomeUnknownException e) {
            answer = Outage.guard(() -> calls.runRaw(id, scripts.delete(), head));
            again = true;
        } catch (RedisFailure e) {
            throw Outage.of(e);
        }
        if (answer.status().equals("conflict")) {
            return false;
        }
        heads.remove(id);
        // If it was gone by the second try, who asked wants to hear that it is.
        boolean deleted = again || answer.status().equals("ok");
        if (deleted) {
            index.remove(id);
        }
        return deleted;
    }

    private static byte[][] numbers(Collection<Integer> numbers) {
        return numbers.stream()
                .map(number -> number.toString().getBytes(US_ASCII))
                .toArray(byte[][]::new);
    }

    private static String text(Object bytes) {
        return new String(bytes(bytes), UTF_8);
    }

    private static byte[] bytes(Object bytes) {
        return (byte[]) bytes;
    }
}
