package io.remanso.sessions.redis;

import io.remanso.redis.RedisLock;
import io.remanso.sessions.storage.Commit;
import io.remanso.sessions.storage.CommitOutcome;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionLock;
import io.remanso.sessions.storage.Staging;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A session's lock in Redis: the script that commits compares it before it writes. */
record HeldLock(RedisLock lock, SessionId id, Commits commits) implements SessionLock {

    @Override
    public Optional<CommitOutcome> commit(Commit commit, @Nullable Staging staged) {
        return commits.apply(id, null, commit, (RedisStaging) staged, lock.proof());
    }

    /** Does not wait, so that an answer that is late already is no later when Redis is away. */
    @Override
    public void close() {
        lock.closeLater();
    }
}
