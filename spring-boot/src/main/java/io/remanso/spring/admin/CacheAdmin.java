package io.remanso.spring.admin;

import io.remanso.cache.CacheService;
import io.remanso.cache.Caches;
import io.remanso.cache.ServiceStats;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Figures and invalidations over HTTP, for callers with the role of an administrator. Keys and
 * patterns are those of all caches, with the prefix of their cache and without that of the
 * application; a slash in them stands as it is or encoded. Not final, for aspects.
 */
@RestController
class CacheAdmin {

    static final String PATH = "/api/v1/cache";

    private final Caches caches;
    private final CacheService service;
    private final MemoryFigure memory;
    private final Admission admission;

    CacheAdmin(Caches caches, CacheService service, MemoryFigure memory, Admission admission) {
        this.caches = caches;
        this.service = service;
        this.memory = memory;
        this.admission = admission;
    }

    /** Comes before each of the calls. */
    @ModelAttribute
    void admit(HttpServletRequest request) {
        admission.check(request);
    }

    @GetMapping(path = PATH + "/stats", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> stats() {
        ServiceStats stats = service.stats();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("connected", stats.connected());
        members.put("keys_count", stats.keysCount());
        members.put("keyspace_hits", stats.keyspaceHits());
        members.put("keyspace_misses", stats.keyspaceMisses());
        members.put("hit_rate", stats.hitRate());
        members.put("evicted_keys", stats.evictedKeys());
        members.put("prefix", stats.prefix());
        return members;
    }

    @PostMapping(path = PATH + "/invalidate/{*key}", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> invalidate(@PathVariable String key) {
        String named = rest("key", key);
        return Map.of("key", named, "invalidated", caches.invalidateKey(named));
    }

    @PostMapping(
            path = PATH + "/invalidate-pattern/{*pattern}",
            produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> invalidatePattern(@PathVariable String pattern) {
        String named = rest("pattern", pattern);
        return Map.of("pattern", named, "invalidated_keys", caches.invalidateGlob(named));
    }

    @PostMapping(path = PATH + "/clear", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> clear() {
        return Map.of("cleared_keys", service.clear());
    }

    /** Of all caches of the application on this node. */
    @GetMapping(path = "/admin/cache/stats", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, @Nullable Object> summary() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("keys", memory.keys());
        members.put("memory", memory.bytes());
        members.put("hits", caches.all().stream().mapToLong(c -> c.stats().hits()).sum());
        members.put("misses", caches.all().stream().mapToLong(c -> c.stats().misses()).sum());
        return members;
    }

    /** What follows the path, without the slash between. */
    private static String rest(String name, String captured) {
        if (captured.length() < 2) {
            throw RefusedException.invalidParameter(
                    "The %s must have at least one character, got ''".formatted(name));
        }
        return captured.substring(1);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(RefusedException e) {
        return ResponseEntity.status(e.problem().getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(e.problem());
    }
}
