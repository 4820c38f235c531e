package io.remanso.sessions.embedded;

import io.remanso.sessions.storage.BackendHealth;
import io.remanso.sessions.storage.Commit;
import io.remanso.sessions.storage.CommitOutcome;
import io.remanso.sessions.storage.Head;
import io.remanso.sessions.storage.RandomId;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionNotFoundException;
import io.remanso.sessions.storage.SessionState;
import io.remanso.sessions.storage.Staging;
import io.remanso.sessions.storage.Step;
import io.remanso.sessions.storage.StorageBackend;
import io.remanso.sessions.storage.StorageId;
import io.remanso.sessions.storage.StoredManifest;
import io.remanso.sessions.storage.TempId;
import io.remanso.sessions.storage.TempItem;
import io.remanso.sessions.storage.UploadNotFoundException;
import io.remanso.tables.ChunkName;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of one process: what is hot is in memory, everything is on disk. One log file per
 * session holds its chunks, manifests and commits; a commit is one append and one sync. Killed at
 * any instant, it comes back with every acknowledged commit and no half of one. A second process on
 * the same folder is refused. Thread-safe.
 */
public final class InMemoryBackend implements StorageBackend {

    private final Disk disk;
    private final Clock clock;
    private final StorageFolder folder;
    private final FrameCache cache;
    private final LogStore sessions;
    private final LogStore temps;
    private final Housekeeping housekeeping;

    private InMemoryBackend(
            EmbeddedSettings settings, Clock clock, Disk disk, StorageFolder folder) {
        this.disk = disk;
        this.clock = clock;
        this.folder = folder;
        this.cache = new FrameCache(settings.cacheBytes());
        this.sessions = new LogStore(disk, folder.sessions(), clock, SessionNotFoundException::new);
        this.temps = new LogStore(disk, folder.temp(), clock, UploadNotFoundException::new);
        this.housekeeping =
                new Housekeeping(settings, clock, List.of(sessions, temps), disk, folder);
    }

    /**
     * Opens the storage in a folder and begins to sweep it.
     *
     * @param clock says when sessions expire
     * @throws IOException when the folder cannot be read and written
     * @throws IllegalStateException when another process has the folder
     */
    public static InMemoryBackend open(EmbeddedSettings settings, Clock clock) throws IOException {
        return open(settings, clock, new LocalDisk());
    }

    static InMemoryBackend open(EmbeddedSettings settings, Clock clock, Disk disk)
            throws IOException {
        StorageFolder folder = StorageFolder.open(settings.folder());
        InMemoryBackend backend = new InMemoryBackend(settings, clock, disk, folder);
        try {
            for (var leftover : disk.list(folder.staging())) {
                disk.delete(leftover);
            }
            backend.sessions.discover();
            backend.temps.discover();
        } catch (IOException e) {
            folder.close();
            throw e;
        }
        backend.housekeeping.start();
        return backend;
    }

    @Override
    public Staging stage(StorageId id) {
        return new FileStaging(disk, folder.staging().resolve(RandomId.next()), cache);
    }

    @Override
    public CommitOutcome create(SessionId id, Duration ttl, Commit first, Staging staged) {
        FileStaging file = (FileStaging) staged;
        Optional<CommitOutcome> missing = Commits.missing(first, file, null);
        if (missing.isPresent()) {
            return missing.get();
        }
        Transaction transaction =
                Transaction.first().dropChunks(Commits.unneeded(first, file)).commit(first);
        return sessions.create(id.value(), ttl, file, transaction, first.next())
                .<CommitOutcome>map(existing -> Commits.occupied(first, existing.index().record()))
                .orElseGet(CommitOutcome.Applied::new);
    }

    @Override
    public CommitOutcome commit(SessionId id, Commit commit, @Nullable Staging staged) {
        LogFile log = session(id);
        CommitOutcome outcome = Commits.apply(log, commit, (FileStaging) staged);
        housekeeping.compactIfDue(log);
        return outcome;
    }

    @Override
    public Head head(SessionId id) {
        return session(id).index().record().head();
    }

    @Override
    public SessionState state(SessionId id) {
        return state(session(id));
    }

    private static SessionState state(LogFile log) {
        // The record first: reading it may load the log, and with it the time to live.
        var record = log.index().record();
        return new SessionState(record, log.life().ttl(), log.life().end());
    }

    @Override
    public List<StoredManifest> manifests(SessionId id, Collection<Integer> versions) {
        return Reads.manifests(session(id), versions);
    }

    @Override
    public Map<ChunkName, byte[]> chunks(StorageId id, Collection<ChunkName> names) {
        LogFile log =
                switch (id) {
                    case SessionId session -> session(session);
                    case TempId temp -> temps.use(temp.value());
                };
        return Reads.chunks(log, names, cache);
    }

    @Override
    public List<Step> steps(SessionId id, Collection<Integer> versions) {
        return Reads.steps(session(id), versions);
    }

    @Override
    public List<String> audit(SessionId id) {
        return session(id).index().audit();
    }

    @Override
    public void addAudit(SessionId id, String line) {
        LogFile log = session(id);
        log.locked(index -> {
            log.append(Transaction.after(index).audit(List.of(line)), null, RandomId.next());
            return index;
        });
    }

    @Override
    public SessionState touch(SessionId id, @Nullable Duration ttl) {
        LogFile log = session(id);
        if (ttl != null) {
            log.ttl(ttl);
        }
        return state(log);
    }

    @Override
    public boolean exists(SessionId id) {
        return sessions.find(id.value()).isPresent();
    }

    @Override
    public boolean delete(SessionId id) {
        return delete(sessions, id);
    }

    @Override
    public boolean deleteAt(SessionId id, Head head) {
        return session(id).locked(index -> index.record().head().equals(head) && delete(id));
    }

    @Override
    public long activeSessions() {
        return sessions.active();
    }

    @Override
    public void createTemp(TempId id, Duration ttl, byte[] document, Staging staged) {
        Transaction transaction = Transaction.first().add(EntryKind.DOCUMENT, document);
        if (temps.create(id.value(), ttl, (FileStaging) staged, transaction, null).isPresent()) {
            throw new IllegalArgumentException("A temporary item of this id exists: " + id);
        }
    }

    @Override
    public TempItem temp(TempId id) {
        return Reads.temp(temps.use(id.value()));
    }

    @Override
    public boolean deleteTemp(TempId id) {
        return delete(temps, id);
    }

    private static boolean delete(LogStore store, StorageId id) {
        boolean alive = store.find(id.value()).isPresent();
        try {
            return store.remove(id.value(), false) && alive;
        } catch (IOException e) {
            throw Failures.unavailable("A session's file must be removable", e);
        }
    }

    @Override
    public int sweepSessions() {
        return sessions.sweep();
    }

    @Override
    public int sweepTemp() {
        return temps.sweep();
    }

    @Override
    public String type() {
        return "inmemory";
    }

    @Override
    public BackendHealth health() {
        return FolderHealth.check(disk, folder, sessions.active());
    }

    /** Waits for the compactions asked for so far. */
    void settle() {
        housekeeping.settle();
    }

    private LogFile session(SessionId id) {
        return sessions.use(id.value());
    }

    /** Notes the last accesses, stops sweeping and lets go of the folder. */
    @Override
    public void close() {
        housekeeping.close();
        sessions.forEach(log -> log.mark(clock.instant()));
        temps.forEach(log -> log.mark(clock.instant()));
        try {
            folder.close();
        } catch (IOException e) {
            Failures.LOG.warn("The storage folder could not be let go of", e);
        }
    }
}
