package io.remanso.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A Redis Cluster of three masters without replicas that serves all slots. */
public final class RedisCluster implements AutoCloseable {

    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;
    private static final int KEYS_PER_MOVE = 16;
    private static final String MOVE_TIMEOUT_MILLIS = "5000";

    private final List<RedisServer> nodes;

    private RedisCluster(List<RedisServer> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /**
     * Starts the nodes and waits until each serves the whole cluster.
     *
     * @param configLines further lines of redis.conf for every node
     */
    public static RedisCluster start(String... configLines) {
        List<RedisServer> nodes = new ArrayList<>();
        try {
            for (int i = 0; i < MASTERS; i++) {
                List<String> lines = new ArrayList<>();
                lines.add("cluster-enabled yes");
                lines.add("cluster-config-file nodes.conf");
                lines.add("cluster-node-timeout 5000");
                lines.add("cluster-port " + Ports.free());
                lines.addAll(List.of(configLines));
                nodes.add(RedisServer.start(lines, List.of()));
            }
            RedisCluster cluster = new RedisCluster(nodes);
            cluster.join();
            return cluster;
        } catch (RuntimeException | Error e) {
            nodes.forEach(RedisServer::close);
            throw e;
        }
    }

    private void join() {
        for (int i = 0; i < MASTERS; i++) {
            int first = SLOTS * i / MASTERS;
            int last = SLOTS * (i + 1) / MASTERS - 1;
            nodes.get(i).call("CLUSTER", "ADDSLOTSRANGE", "" + first, "" + last);
            nodes.get(i).call("CLUSTER", "SET-CONFIG-EPOCH", "" + (i + 1));
        }
        for (RedisServer node : nodes.subList(1, MASTERS)) {
            RedisServer first = nodes.getFirst();
            String busPort = String.valueOf(busPort(node));
            first.call("CLUSTER", "MEET", node.host(), "" + node.port(), busPort);
        }
        awaitHealthy();
    }

    private static Object busPort(RedisServer node) {
        List<?> reply =
                (List<?>) Objects.requireNonNull(node.call("CONFIG", "GET", "cluster-port"));
        return Objects.requireNonNull(reply.get(1));
    }

    /** Waits until every node sees all masters and all slots. */
    public void awaitHealthy() {
        for (RedisServer node : nodes) {
            Await.until("cluster is whole as seen by " + node, () -> isWhole(node));
        }
    }

    private static boolean isWhole(RedisServer node) {
        String info = String.valueOf(node.call("CLUSTER", "INFO"));
        return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + MASTERS);
    }

    public List<RedisServer> nodes() {
        return nodes;
    }

    /** {@code redis-cluster://127.0.0.1:PORT,127.0.0.1:PORT,127.0.0.1:PORT}. */
    public String url() {
        return nodes.stream()
                .map(node -> node.host() + ":" + node.port())
                .collect(Collectors.joining(",", "redis-cluster://", ""));
    }

    /** The slot of a key, by its hash tag when it has one. */
    public int slotOf(String key) {
        Object slot = nodes.getFirst().call("CLUSTER", "KEYSLOT", key);
        return Math.toIntExact((Long) Objects.requireNonNull(slot));
    }

    /** The master that serves a slot. */
    public RedisServer ownerOf(int slot) {
        return nodes.stream()
                .filter(node -> owns(node, slot))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No node owns slot " + slot));
    }

    private boolean owns(RedisServer node, int slot) {
        String id = id(node);
        return node.callForList("CLUSTER", "SLOTS").stream()
                .map(range -> (List<?>) Objects.requireNonNull(range))
                .anyMatch(range ->
                        (Long) range.get(0) <= slot
                                && slot <= (Long) range.get(1)
                                && ((List<?>) range.get(2)).contains(id));
    }

    private static String id(RedisServer node) {
        return (String) Objects.requireNonNull(node.call("CLUSTER", "MYID"));
    }

    /** Moves a slot with its keys to another master while clients go on, as operators do. */
    public void moveSlot(int slot, RedisServer target) {
        RedisServer source = ownerOf(slot);
        if (source == target) {
            return;
        }
        String number = "" + slot;
        target.call("CLUSTER", "SETSLOT", number, "IMPORTING", id(source));
        source.call("CLUSTER", "SETSLOT", number, "MIGRATING", id(target));
        for (List<String> keys = keysIn(source, slot);
                !keys.isEmpty();
                keys = keysIn(source, slot)) {
            List<String> words = new ArrayList<>();
            words.addAll(List.of("MIGRATE", target.host(), "" + target.port()));
            words.addAll(List.of("", "0", MOVE_TIMEOUT_MILLIS, "KEYS"));
            words.addAll(keys);
            source.call(words.toArray(String[]::new));
        }
        target.call("CLUSTER", "SETSLOT", number, "NODE", id(target));
        source.call("CLUSTER", "SETSLOT", number, "NODE", id(target));
        for (RedisServer node : nodes) {
            if (node != source && node != target) {
                node.call("CLUSTER", "SETSLOT", number, "NODE", id(target));
            }
        }
    }

    private static List<String> keysIn(RedisServer node, int slot) {
        return node.callForList("CLUSTER", "GETKEYSINSLOT", "" + slot, "" + KEYS_PER_MOVE).stream()
                .map(String::valueOf)
                .toList();
    }

    @Override
    public void close() {
        nodes.forEach(RedisServer::close);
    }
}
