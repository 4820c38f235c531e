package io.remanso.sessions.redis;

import io.remanso.redis.LockOptions;
import io.remanso.redis.Redis;
import io.remanso.redis.RedisLock;
import io.remanso.sessions.storage.BackendHealth;
import io.remanso.sessions.storage.Commit;
import io.remanso.sessions.storage.CommitOutcome;
import io.remanso.sessions.storage.Current;
import io.remanso.sessions.storage.Head;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionLock;
import io.remanso.sessions.storage.SessionRecord;
import io.remanso.sessions.storage.SessionState;
import io.remanso.sessions.storage.Staging;
import io.remanso.sessions.storage.Step;
import io.remanso.sessions.storage.StorageBackend;
import io.remanso.sessions.storage.StorageId;
import io.remanso.sessions.storage.StoredManifest;
import io.remanso.sessions.storage.TempId;
import io.remanso.sessions.storage.TempItem;
import io.remanso.tables.ChunkName;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that any number of processes share through one Redis, Sentinel or Cluster. Redis itself
 * removes what has expired. Each process keeps chunks in memory within a budget and asks Redis for
 * the head alone. Thread-safe.
 *
 * <p>A commit whose answer never came is a {@code CommitOutcomeUnknownException}; nothing is sent
 * twice that would count twice. A session of which Redis has lost a key is damaged, and every call
 * says so.
 */
public final class RedisBackend implements StorageBackend {

    private static final int BATCH_BYTES = 1 << 20;
    private static final byte[] NO_LOCK = {};

    private final SessionStore sessions;
    private final SessionIndex index;
    private final LastHeads heads;
    private final SessionCalls calls;
    private final Commits commits;
    private final ChunkStore chunks;
    private final TempStore temps;
    private final Scripts scripts;
    private final Keys keys;
    private final Redis redis;
    private final LockOptions lockOptions;

    RedisBackend(
            Redis redis,
            RedisBackendSettings settings,
            Durability durability,
            Scripts scripts,
            int batchBytes) {
        this.redis = redis;
        this.scripts = scripts;
        this.lockOptions = settings.lock();
        this.keys = new Keys(settings.keyPrefix());
        this.index = new SessionIndex(redis, keys);
        this.heads = new LastHeads(System::nanoTime);
        Bases bases = new Bases();
        this.calls = new SessionCalls(redis, keys, index, heads);
        this.sessions = new SessionStore(redis, keys, scripts, calls, index, heads, bases);
        this.commits =
                new Commits(
                        redis,
                        keys,
                        calls,
                        scripts.commit(),
                        durability,
                        settings.stagingTtl(),
                        heads,
                        bases);
        this.chunks =
                new ChunkStore(
                        redis,
                        new FrameMemory(settings.memoryBytes()),
                        settings.stagingTtl(),
                        batchBytes);
        this.temps = new TempStore(redis, keys);
    }

    /**
     * Opens the sessions in a Redis, which stays the caller's to close. Logs a warning when its
     * eviction policy can tear sessions apart.
     *
     * @throws io.remanso.redis.InvalidSettingException when it is older than Redis 7, or commits
     *     must be durable and it keeps no append-only file; the message is one line
     * @throws io.remanso.redis.RedisFailure when it does not answer
     */
    public static RedisBackend open(Redis redis, RedisBackendSettings settings) {
        return new RedisBackend(
                redis,
                settings,
                Durability.check(redis, settings.requireDurable()),
                Scripts.load(),
                BATCH_BYTES);
    }

    @Override
    public Staging stage(StorageId id) {
        return chunks.stage(place(id));
    }

    @Override
    public CommitOutcome create(SessionId id, Duration ttl, Commit first, Staging staged) {
        return commits.apply(id, ttl, first, (RedisStaging) staged, NO_LOCK).orElseThrow();
    }

    @Override
    public CommitOutcome commit(SessionId id, Commit commit, @Nullable Staging staged) {
        return commits.apply(id, null, commit, (RedisStaging) staged, NO_LOCK).orElseThrow();
    }

    @Override
    public Optional<SessionLock> lock(SessionId id) {
        return Outage.guard(() -> RedisLock.acquire(redis, keys.lock(id), lockOptions))
                .map(lock -> new HeldLock(lock, id, commits));
    }

    @Override
    public Head head(SessionId id) {
        return sessions.head(id);
    }

    @Override
    public Current current(SessionId id, Predicate<String> known) {
        return sessions.current(id, known);
    }

    @Override
    public Optional<Head> lastHead(SessionId id) {
        return heads.get(id);
    }

    @Override
    public Optional<SessionRecord> lastRecord(SessionId id) {
        return heads.record(id);
    }

    @Override
    public Optional<Head> lostHead(SessionId id) {
        return heads.takeLost(id);
    }

    @Override
    public SessionState state(SessionId id) {
        return sessions.state(id);
    }

    @Override
    public List<StoredManifest> manifests(SessionId id, Collection<Integer> versions) {
        return sessions.manifests(id, versions);
    }

    @Override
    public Map<ChunkName, byte[]> chunks(StorageId id, Collection<ChunkName> names) {
        return chunks.read(place(id), names);
    }

    @Override
    public Map<ChunkName, byte[]> known(SessionId id, Collection<ChunkName> names) {
        return chunks.known(id, names);
    }

    private ChunkPlace place(StorageId id) {
        return switch (id) {
            case SessionId session ->
                    new ChunkPlace(
                            session,
                            keys.session(session),
                            keys.chunks(session),
                            scripts.look(),
                            scripts.stage(),
                            scripts.release(),
                            answer -> calls.whole(session, answer),
                            () -> heads.isFresh(session),
                            () -> heads.get(session).isPresent());
            case TempId temp -> temps.place(temp);
        };
    }

    @Override
    public List<Step> steps(SessionId id, Collection<Integer> versions) {
        return sessions.steps(id, versions);
    }

    @Override
    public List<String> audit(SessionId id) {
        return sessions.audit(id);
    }

    @Override
    public void addAudit(SessionId id, String line) {
        sessions.addAudit(id, line);
    }

    @Override
    public SessionState touch(SessionId id, @Nullable Duration ttl) {
        return sessions.touch(id, ttl);
    }

    @Override
    public boolean exists(SessionId id) {
        return sessions.exists(id);
    }

    @Override
    public boolean delete(SessionId id) {
        return sessions.delete(id);
    }

    @Override
    public boolean deleteAt(SessionId id, Head head) {
        return sessions.delete(id, Commits.arguments(head));
    }

    @Override
    public long activeSessions() {
        return Outage.guard(index::count);
    }

    @Override
    public void createTemp(TempId id, Duration ttl, byte[] document, Staging staged) {
        temps.create(id, ttl, document, (RedisStaging) staged);
    }

    @Override
    public TempItem temp(TempId id) {
        return temps.read(id);
    }

    @Override
    public boolean deleteTemp(TempId id) {
        return temps.delete(id);
    }

    /** Nothing: Redis removes by itself what has expired. */
    @Override
    public int sweepSessions() {
        return 0;
    }

    /** Nothing, as {@link #sweepSessions}. */
    @Override
    public int sweepTemp() {
        return 0;
    }

    @Override
    public String type() {
        return "redis";
    }

    @Override
    public BackendHealth health() {
        return RedisReport.of(redis, index);
    }

    /** Nothing: the connections are the caller's. */
    @Override
    public void close() {}
}
