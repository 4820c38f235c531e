package io.remanso.sessions.redis;

import io.remanso.redis.RedisCalls;
import io.remanso.redis.RedisFailure;
import io.remanso.redis.Script;
import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionNotFoundException;
import io.remanso.tables.DamagedChunkException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls of scripts that read or renew one session, and what their statuses mean. Thread-safe. */
final class SessionCalls {

    private final RedisCalls redis;
    private final Keys keys;
    private final SessionIndex index;
    private final LastHeads heads;

    SessionCalls(RedisCalls redis, Keys keys, SessionIndex index, LastHeads heads) {
        this.redis = redis;
        this.keys = keys;
        this.index = index;
        this.heads = heads;
    }

    /**
     * The answer of a script to a session that is there and whole.
     *
     * @throws SessionNotFoundException when there is none
     * @throws DamagedChunkException when a key of it was evicted
     * @throws io.remanso.sessions.storage.StorageUnavailableException when Redis does not answer
     */
    Answer run(SessionId id, Script<List<@Nullable Object>> script, byte[]... arguments) {
        return Outage.guard(() -> whole(id, runRaw(id, script, arguments)));
    }

    /**
     * The answer of a script, whatever its status.
     *
     * @throws RedisFailure when Redis does not answer
     */
    Answer runRaw(SessionId id, Script<List<@Nullable Object>> script, byte[]... arguments) {
        return new Answer(script.run(redis, keys.session(id), arguments));
    }

    /** Refuses statuses of a session that is not whole, and notes the renewal of one that is. */
    Answer whole(SessionId id, Answer answer) {
        return switch (answer.status()) {
            case "gone" -> {
                heads.remove(id);
                throw new SessionNotFoundException(id.value());
            }
            case "damaged" -> {
                heads.remove(id);
                throw damaged(id);
            }
            default -> {
                if (answer.renewed()) {
                    index.renew(id, answer.expiresAt());
                }
                yield answer;
            }
        };
    }

    /** Notes a new session, so that whoever counts from now on counts it. */
    void created(SessionId id, Answer answer) {
        index.add(id, answer.expiresAt());
    }

    static DamagedChunkException damaged(SessionId id) {
        return new DamagedChunkException(
                "A session must have all its keys; Redis has lost some of session '%s'. Delete it, and set maxmemory-policy to noeviction."
                        .formatted(id.value()));
    }
}
