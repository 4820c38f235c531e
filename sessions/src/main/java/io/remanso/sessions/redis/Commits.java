package io.remanso.sessions.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.remanso.redis.Redis;
import io.remanso.redis.RedisFailure;
import io.remanso.redis.RedisOutcomeUnknownException;
import io.remanso.redis.RedisRefusedException;
import io.remanso.redis.Script;
import io.remanso.sessions.storage.Commit;
import io.remanso.sessions.storage.CommitOutcome;
import io.remanso.sessions.storage.CommitOutcomeUnknownException;
import io.remanso.sessions.storage.Head;
import io.remanso.sessions.storage.SessionId;
import io.remanso.tables.ChunkName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Applies commits: one call of one script each, never sent twice by itself. Thread-safe. */
final class Commits {

    private final Redis redis;
    private final Keys keys;
    private final SessionCalls calls;
    private final Script<List<@Nullable Object>> script;
    private final Durability durability;
    private final Duration grace;
    private final LastHeads heads;
    private final Bases bases;

    /**
     * @param grace how long staged chunks stay that nobody takes
     */
    Commits(
            Redis redis,
            Keys keys,
            SessionCalls calls,
            Script<List<@Nullable Object>> script,
            Durability durability,
            Duration grace,
            LastHeads heads,
            Bases bases) {
        this.redis = redis;
        this.keys = keys;
        this.calls = calls;
        this.script = script;
        this.durability = durability;
        this.grace = grace;
        this.heads = heads;
        this.bases = bases;
    }

    /**
     * Applies a commit.
     *
     * @param ttl how long the session lives when this creates it; null when it changes one
     * @param lock the value that the session's lock must have; empty when it does not matter
     * @return empty when the lock has another value; nothing was changed
     * @throws CommitOutcomeUnknownException when the answer never came
     */
    Optional<CommitOutcome> apply(
            SessionId id,
            @Nullable Duration ttl,
            Commit commit,
            @Nullable RedisStaging staged,
            byte[] lock) {
        Map<ChunkName, byte[]> frames = staged == null ? Map.of() : staged.drain(commit.required());
        String token = staged == null ? "" : staged.token();
        long began = heads.begin();
        Bases.Packed packed = bases.pack(commit);
        Answer answer = send(id, commit, ttl, token, lock, frames, packed);
        if (answer.status().equals("baseless")) {
            packed = Bases.whole(commit);
            answer = send(id, commit, ttl, token, lock, frames, packed);
        }
        if (answer.status().equals("unlocked")) {
            return Optional.empty();
        }
        CommitOutcome outcome = outcome(id, answer);
        if (outcome instanceof CommitOutcome.Applied) {
            heads.put(id, commit.next(), began, answer.ttl());
            bases.applied(commit, packed);
            if (staged != null) {
                staged.taken(commit.required());
            }
            if (ttl != null) {
                calls.created(id, answer);
            }
        }
        return Optional.of(outcome);
    }

    private Answer send(
            SessionId id,
            Commit commit,
            @Nullable Duration ttl,
            String token,
            byte[] lock,
            Map<ChunkName, byte[]> frames,
            Bases.Packed packed) {
        byte[][] arguments =
                CommitArguments.of(
                        commit,
                        ttl,
                        token,
                        lock,
                        grace,
                        ttl == null ? heads.record(id).orElse(null) : null,
                        frames,
                        packed);
        try {
            Answer answer =
                    durability.write(
                            redis,
                            keys.meta(id),
                            connection ->
                                    new Answer(
                                            script.run(connection, keys.session(id), arguments)));
            if (answer == null) {
                throw new CommitOutcomeUnknownException(
                        commit.id(),
                        new IllegalStateException(
                                "The commit is applied and no replica had it in time"));
            }
            return answer;
        } catch (RedisOutcomeUnknownException e) {
            throw new CommitOutcomeUnknownException(commit.id(), e);
        } catch (RedisRefusedException e) {
            throw e.code().equals("INVALID")
                    ? new IllegalArgumentException(e.getMessage(), e)
                    : Outage.of(e);
        } catch (RedisFailure e) {
            throw Outage.of(e);
        }
    }

    private CommitOutcome outcome(SessionId id, Answer answer) {
        return switch (answer.status()) {
            case "missing" -> new CommitOutcome.MissingChunks(names((List<?>) answer.detail()));
            default -> {
                calls.whole(id, answer);
                yield switch (answer.status()) {
                    case "applied" -> new CommitOutcome.Applied();
                    case "already" -> new CommitOutcome.AlreadyApplied();
                    default -> new CommitOutcome.Conflict(answer.head(0));
                };
            }
        };
    }

    /** A head as the scripts take it. */
    static byte[][] arguments(Head head) {
        return new Arguments().add(head.version()).add(head.commitId()).add(head.state()).toArray();
    }

    static Set<ChunkName> names(List<?> names) {
        return names.stream()
                .map(name -> new ChunkName(new String((byte[]) name, US_ASCII)))
                .collect(Collectors.toSet());
    }
}
