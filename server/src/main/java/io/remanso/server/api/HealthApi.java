package io.remanso.server.api;

import io.remanso.redis.Redis;
import io.remanso.redis.RedisState;
import io.remanso.server.settings.ServerSettings;
import io.remanso.server.storage.Storage;
import io.remanso.sessions.storage.BackendHealth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How the server and its storage are. */
@RestController
@RequestMapping(path = "/health", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Health", description = "How the server and its storage are")
final class HealthApi {

    private static final double MICROS_PER_MILLI = 1000.0;
    private static final double NANOS_PER_MICRO = 1000.0;

    private final Storage storage;
    private final Clock clock;
    private final byte[] absentKey;

    HealthApi(Storage storage, ServerSettings settings, Clock clock) {
        this.storage = storage;
        this.clock = clock;
        this.absentKey =
                (settings.redisBackend().keyPrefix() + ":health").getBytes(StandardCharsets.UTF_8);
    }

    @GetMapping
    @Operation(summary = "Whether the server answers, and its Redis")
    ObjectNode health() {
        String redis = redis();
        return JsonNodeFactory.instance
                .objectNode()
                .put("status", "healthy")
                .put("redis", redis)
                .put("timestamp", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    }

    @GetMapping("/storage")
    @Operation(summary = "Whether the storage answers, how fast, and what it holds")
    ResponseEntity<ObjectNode> storage() {
        BackendHealth health = storage.backend().health();
        long micros = Math.round(health.latency().toNanos() / NANOS_PER_MICRO);
        ObjectNode json =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("status", health.reachable() ? "healthy" : "unhealthy")
                        .put("backend_type", storage.backend().type())
                        .put("backend_class", storage.backend().getClass().getSimpleName())
                        .put("reachable", health.reachable())
                        .put("latency_ms", micros / MICROS_PER_MILLI)
                        .put("active_sessions", health.activeSessions())
                        .put("redis_enabled", storage.redisEnabled())
                        .put("redis_available", storage.redisAvailable() && health.reachable());
        json.setAll(health.details());
        return ResponseEntity.status(
                        health.reachable() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(json);
    }

    private String redis() {
        if (!storage.redisEnabled()) {
            return "disabled";
        }
        Redis redis = storage.redis();
        RedisState state = redis == null ? storage.redisAtStart() : redis.state(absentKey);
        return state.name().toLowerCase(Locale.ROOT);
    }
}
