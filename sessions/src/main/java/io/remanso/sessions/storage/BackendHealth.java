package io.remanso.sessions.storage;

import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a backend is, asked of it just now. It holds no secret.
 *
 * @param reachable whether it answered; when not, sessions and details are those known without it
 * @param latency how long a small answer took
 * @param activeSessions sessions that are not expired
 * @param details members of the backend's own for the health answer: {@code storage_dirs}, {@code
 *     redis_info}
 */
public record BackendHealth(
        boolean reachable, Duration latency, long activeSessions, ObjectNode details) {}
