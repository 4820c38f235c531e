package io.remanso.sessions.redis;

import io.remanso.redis.LockOptions;
import io.remanso.redis.Redis;
import io.remanso.sessions.storage.Commit;
import io.remanso.sessions.storage.RandomId;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionLock;
import io.remanso.sessions.storage.Staging;
import java.io.IOException;
import java.time.Duration;

/**
 * A process that takes the lock of a session, prints that it is holding it, and commits under the
 * lock once it reads a line. It prints what became of the commit, {@code unlocked} when it was
 * refused. It is there to be paused.
 */
final class LockHolder {

    /** What its own lines begin with. */
    static final String MARK = "> ";

    static final Duration LOCK_TTL = Duration.ofSeconds(2);

    private LockHolder() {}

    public static void main(String[] args) throws IOException {
        try (Redis redis = Redis.connect(SharedRedis.settings(args[0]))) {
            RedisBackend backend =
                    RedisBackend.open(
                            redis,
                            RedisBackendSettings.DEFAULTS.withLock(
                                    new LockOptions(LOCK_TTL, 0, true)));
            SmallSession session = new SmallSession(backend, new SessionId(args[1]));
            try (SessionLock lock = backend.lock(session.id()).orElseThrow();
                    Staging staging = session.stage("late")) {
                Commit commit = SmallCommits.step(session.record(), RandomId.next(), "late");
                System.out.println(MARK + "holding");
                System.in.read();
                String outcome =
                        lock.commit(commit, staging).map(Object::toString).orElse("unlocked");
                System.out.println(MARK + outcome);
            }
        }
    }
}
