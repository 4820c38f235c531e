package io.remanso.sessions.redis;

import io.remanso.redis.Redis;
import io.remanso.redis.Script;
import io.remanso.sessions.storage.StorageUnavailableException;
import io.remanso.sessions.storage.TempId;
import io.remanso.sessions.storage.TempItem;
import io.remanso.sessions.storage.UploadNotFoundException;
import io.remanso.tables.ChunkName;
import io.remanso.tables.DamagedChunkException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Temporary items. Thread-safe. */
final class TempStore {

    private final Redis redis;
    private final Keys keys;
    private final Script<List<@Nullable Object>> create = filling("temp_create.lua");
    private final Script<List<@Nullable Object>> stage = filling("temp_stage.lua");
    private final Script<List<@Nullable Object>> read = harmless("temp_read.lua");
    private final Script<List<@Nullable Object>> look = harmless("temp_look.lua");
    private final Script<List<@Nullable Object>> release = harmless("temp_release.lua");
    private final Script<List<@Nullable Object>> delete = harmless("temp_delete.lua");

    TempStore(Redis redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    private static Script<List<@Nullable Object>> filling(String name) {
        return Scripts.filling("common.lua", "temp.lua", name);
    }

    private static Script<List<@Nullable Object>> harmless(String name) {
        return Scripts.harmless("common.lua", "temp.lua", name);
    }

    ChunkPlace place(TempId id) {
        return new ChunkPlace(
                id,
                keys.temp(id),
                keys.chunks(id),
                look,
                stage,
                release,
                answer -> whole(id, answer),
                () -> false,
                () -> false);
    }

    void create(TempId id, Duration ttl, byte[] document, RedisStaging staged) {
        Set<ChunkName> names = staged.names();
        Map<ChunkName, byte[]> frames = staged.drain(names);
        byte[][] arguments =
                new Arguments().add(ttl).add(document).addNames(names).addFrames(frames).toArray();
        Answer answer = Outage.guard(() -> new Answer(create.run(redis, keys.temp(id), arguments)));
        if (answer.status().equals("missing")) {
            throw new StorageUnavailableException(
                    "What was staged of an upload must be there when it ends; Redis no longer has it. Send it again.",
                    Duration.ZERO,
                    new IllegalStateException(
                            "missing: " + Commits.names((List<?>) answer.detail())));
        }
        staged.taken(names);
    }

    TempItem read(TempId id) {
        Answer answer = Outage.guard(() -> whole(id, new Answer(read.run(redis, keys.temp(id)))));
        return new TempItem(answer.payload(0), answer.expiresAt());
    }

    /** Also true when the answer to a first try was lost and this is the second. */
    boolean delete(TempId id) {
        return Outage.guard(() -> new Answer(delete.run(redis, keys.temp(id))))
                .status()
                .equals("ok");
    }

    private static Answer whole(TempId id, Answer answer) {
        return switch (answer.status()) {
            case "gone" -> throw new UploadNotFoundException(id.value());
            case "damaged" ->
                    throw new DamagedChunkException(
                            "An upload must have all its keys; Redis has lost some of '%s'. Send the file again, and set maxmemory-policy to noeviction."
                                    .formatted(id.value()));
            default -> answer;
        };
    }
}
