package io.remanso.sessions.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.remanso.redis.Redis;
import io.remanso.redis.RedisFailure;
import io.remanso.redis.RedisOutcomeUnknownException;
import io.remanso.redis.Script;
import io.remanso.sessions.storage.CommitOutcomeUnknownException;
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
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Everything about sessions but chunks and commits. Thread-safe. */
final class SessionStore {

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
        long began = heads.begin();
        Answer answer = calls.run(id, scripts.head());
        Head head = Commits.head(answer);
        heads.put(id, head, began, answer.ttl());
        return head;
    }

    SessionState state(SessionId id) {
        return state(id, scripts.state());
    }

    SessionState touch(SessionId id, @Nullable Duration ttl) {
        Arguments arguments = new Arguments();
        if (ttl != null) {
            arguments.add(ttl);
        }
        return state(id, scripts.touch(), arguments.toArray());
    }

    private SessionState state(
            SessionId id, Script<List<@Nullable Object>> script, byte[]... arguments) {
        long began = heads.begin();
        Answer answer = calls.run(id, script, arguments);
        SessionRecord record = RecordJson.read(Zlib.unpack(answer.payload(0)));
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
            String base = text(turns.get(i));
            byte[] packed = bytes(turns.get(i + 1));
            bases.put(base, new Bases.Base(base, Zlib.unpack(packed), packed));
        }
        return bases;
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
        return calls.run(id, scripts.steps(), numbers(new TreeSet<>(versions))).list(0).stream()
                .filter(Objects::nonNull)
                .map(step -> RecordJson.readStep(bytes(step)))
                .toList();
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

    boolean delete(SessionId id) {
        boolean deleted;
        try {
            deleted = isDeleted(calls.runRaw(id, scripts.delete()));
        } catch (RedisOutcomeUnknownException e) {
            // It may or may not be gone; now it is, and who asked wants to hear that.
            Outage.guard(() -> calls.runRaw(id, scripts.delete()));
            deleted = true;
        } catch (RedisFailure e) {
            throw Outage.of(e);
        }
        heads.remove(id);
        if (deleted) {
            index.remove(id);
        }
        return deleted;
    }

    private static boolean isDeleted(Answer answer) {
        return answer.status().equals("ok");
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
