package io.remanso.redis;

import java.util.List;

/** How the servers are arranged: one server, one behind Sentinels, or a Cluster. */
public sealed interface RedisTopology {

    /**
     * One server.
     *
     * @param database 0 to 15 unless the server is configured for more
     */
    record Single(RedisAddress address, int database) implements RedisTopology {}

    /**
     * The master that Sentinels name; they are asked again at every reconnect.
     *
     * @param sentinels at least one
     * @param master the name under which they know it
     */
    record Sentinel(List<RedisAddress> sentinels, String master, int database)
            implements RedisTopology {
        public Sentinel {
            sentinels = List.copyOf(sentinels);
        }
    }

    /**
     * A Redis Cluster. It has database 0 only.
     *
     * @param seeds at least one node; the others are learned from it
     */
    record Cluster(List<RedisAddress> seeds) implements RedisTopology {
        public Cluster {
            seeds = List.copyOf(seeds);
        }
    }
}
