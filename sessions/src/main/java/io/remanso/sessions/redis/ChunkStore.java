package io.remanso.sessions.redis;

import io.remanso.redis.Redis;
import io.remanso.redis.RedisConnection;
import io.remanso.redis.RedisFailure;
import io.remanso.sessions.storage.RandomId;
import io.remanso.sessions.storage.StorageId;
import io.remanso.sessions.storage.StorageUnavailableException;
import io.remanso.tables.ChunkName;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chunks of sessions and temporary items: read from memory where they are known, from Redis
 * otherwise, and staged there. Thread-safe.
 */
final class ChunkStore {

    private static final Logger log = LoggerFactory.getLogger(ChunkStore.class);

    private final Redis redis;
    private final Frames frames;
    private final FrameMemory memory;
    private final Duration stagingTtl;
    private final int batchBytes;

    /**
     * @param stagingTtl how long chunks stay that were staged for what does not exist yet
     * @param batchBytes from how many bytes on staged chunks are sent ahead of their commit
     */
    ChunkStore(Redis redis, FrameMemory memory, Duration stagingTtl, int batchBytes) {
        this.redis = redis;
        this.frames = new Frames(redis);
        this.memory = memory;
        this.stagingTtl = stagingTtl;
        this.batchBytes = batchBytes;
    }

    /**
     * The frames of those chunks that are there. Which of those in memory are, is asked as well;
     * when Redis does not answer that, memory is enough. When all are found in a place that was
     * seen a moment ago, nothing else is asked.
     */
    Map<ChunkName, byte[]> read(ChunkPlace place, Collection<ChunkName> names) {
        Map<ChunkName, byte[]> known = known(place.id(), names);
        Set<ChunkName> unknown = new LinkedHashSet<>(names);
        unknown.removeAll(known.keySet());
        if (known.isEmpty() && place.fresh().getAsBoolean()) {
            Map<ChunkName, byte[]> found = Outage.guard(() -> frames.fetch(place.hash(), unknown));
            if (found.size() == unknown.size()) {
                return keep(place, found);
            }
        }
        try {
            return fetch(place, known, unknown);
        } catch (StorageUnavailableException e) {
            if (unknown.isEmpty() && place.lives().getAsBoolean()) {
                return known;
            }
            throw e;
        }
    }

    /** The frames of those chunks that are in memory. */
    Map<ChunkName, byte[]> known(StorageId id, Collection<ChunkName> names) {
        Map<ChunkName, byte[]> known = new LinkedHashMap<>();
        for (ChunkName name : names) {
            byte[] frame = memory.get(id, name);
            if (frame != null) {
                known.put(name, frame);
            }
        }
        return known;
    }

    private Map<ChunkName, byte[]> fetch(
            ChunkPlace place, Map<ChunkName, byte[]> known, Set<ChunkName> unknown) {
        List<ChunkName> asked = List.copyOf(known.keySet());
        Frames.Fetched fetched = Outage.guard(() -> frames.fetch(place, asked, unknown));
        place.whole().accept(fetched.answer());
        Map<ChunkName, byte[]> found = keep(place, fetched.frames());
        List<?> here = fetched.answer().list(0);
        for (int i = 0; i < asked.size(); i++) {
            if ((Long) here.get(i) == 1) {
                found.put(asked.get(i), known.get(asked.get(i)));
            }
        }
        return found;
    }

    private Map<ChunkName, byte[]> keep(ChunkPlace place, Map<ChunkName, byte[]> frames) {
        frames.forEach((name, frame) -> memory.put(place.id(), name, frame));
        return frames;
    }

    RedisStaging stage(ChunkPlace place) {
        String token = RandomId.next();
        return new RedisStaging(place.id(), token, new Target(place, token), memory, batchBytes);
    }

    private final class Target implements RedisStaging.Target {

        private final ChunkPlace place;
        private final String token;

        Target(ChunkPlace place, String token) {
            this.place = place;
            this.token = token;
        }

        @Override
        public void send(Map<ChunkName, byte[]> batch) {
            byte[][] arguments =
                    new Arguments().add(token).add(stagingTtl).addFrames(batch).toArray();
            place.whole().accept(Outage.guard(() -> send(arguments)));
        }

        private Answer send(byte[][] arguments) {
            try (RedisConnection connection = redis.dedicated()) {
                return new Answer(place.stage().run(connection, place.keys(), arguments));
            }
        }

        @Override
        public Map<ChunkName, byte[]> fetch(Collection<ChunkName> names) {
            return Outage.guard(() -> frames.fetch(place, List.of(), names)).frames();
        }

        @Override
        public void release() {
            try {
                place.release().run(redis, place.keys(), new Arguments().add(token).toArray());
            } catch (RedisFailure e) {
                log.debug("Staged chunks stay until a later commit: {}", e.getMessage());
            }
        }
    }
}
