package io.remanso.benchmarks;

import java.util.function.BiFunction;

/** The caches that are compared. */
public enum CacheKind {
    REMANSO("Remanso", RemansoNode::new),
    CAFFEINE("Caffeine", (url, nearEntries) -> new CaffeineNode(nearEntries, false)),
    CAFFEINE_TTL(
            "Caffeine with a time to live",
            (url, nearEntries) -> new CaffeineNode(nearEntries, true)),
    LETTUCE("Lettuce and Jackson", (url, nearEntries) -> new LettuceNode(url)),
    JETCACHE("JetCache", JetCacheNode::new),
    REDISSON("Redisson", RedissonNode::new),
    SPRING("Spring's RedisCache", (url, nearEntries) -> new SpringNode(url));

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // constructors
    private final BiFunction<String, Integer, CacheNode> open;

    CacheKind(String label, BiFunction<String, Integer, CacheNode> open) {
        this.label = label;
        this.open = open;
    }

    String label() {
        return label;
    }

    /**
     * A new node.
     *
     * @param url of Redis
     * @param nearEntries how many entries it may keep in process
     */
    CacheNode open(String url, int nearEntries) {
        return open.apply(url, nearEntries);
    }
}
