package io.remanso.sessions.redis;

import io.remanso.redis.Redis;
import io.remanso.redis.RedisFailure;
import io.remanso.redis.RedisHealth;
import io.remanso.sessions.storage.BackendHealth;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How the Redis of the sessions is now, as health answers show it. */
final class RedisReport {

    private static final Logger log = LoggerFactory.getLogger(RedisReport.class);
    private static final double CENT = 100.0;

    private RedisReport() {}

    static BackendHealth of(Redis redis, SessionIndex index) {
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        try {
            RedisHealth health = redis.health();
            details.set("redis_info", info(health));
            return new BackendHealth(true, health.latency(), index.count(), details);
        } catch (RedisFailure e) {
            log.debug("Redis is not healthy", e);
            return new BackendHealth(false, Duration.ZERO, 0, details);
        }
    }

    private static ObjectNode info(RedisHealth health) {
        ObjectNode info = JsonNodeFactory.instance.objectNode();
        Double megabytes = health.usedMemoryMb();
        info.put("version", health.version());
        info.put("used_memory_mb", megabytes == null ? null : Math.round(megabytes * CENT) / CENT);
        info.put("connected_clients", health.connectedClients());
        info.put("total_commands_processed", health.totalCommandsProcessed());
        return info;
    }
}
