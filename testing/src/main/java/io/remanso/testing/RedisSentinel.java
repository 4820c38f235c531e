package io.remanso.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A master, a replica and three Sentinels that watch them and agree by two. */
public final class RedisSentinel implements AutoCloseable {

    /** The name under which the Sentinels know the master. */
    public static final String MASTER_NAME = "mymaster";

    private static final int SENTINELS = 3;
    private static final int QUORUM = 2;

    private final List<RedisServer> servers;
    private final List<RedisServer> sentinels;

    private RedisSentinel(List<RedisServer> servers, List<RedisServer> sentinels) {
        this.servers = servers;
        this.sentinels = sentinels;
    }

    /**
     * Starts all processes and waits until the replica has caught up and the Sentinels know it and
     * each other.
     *
     * @param configLines further lines of redis.conf for master and replica
     */
    public static RedisSentinel start(String... configLines) {
        RedisSentinel sentinel = new RedisSentinel(new ArrayList<>(), new ArrayList<>());
        try {
            sentinel.startServers(List.of(configLines));
            for (int i = 0; i < SENTINELS; i++) {
                sentinel.startSentinel();
            }
            sentinel.awaitReady();
            return sentinel;
        } catch (RuntimeException | Error e) {
            sentinel.close();
            throw e;
        }
    }

    private void startServers(List<String> configLines) {
        List<String> lines = new ArrayList<>(configLines);
        lines.add("repl-diskless-sync-delay 0");
        RedisServer master = RedisServer.start(lines, List.of());
        servers.add(master);
        lines.add("replicaof " + master.host() + " " + master.port());
        servers.add(RedisServer.start(lines, List.of()));
    }

    private void startSentinel() {
        RedisServer master = servers.getFirst();
        String watched = MASTER_NAME + " " + master.host() + " " + master.port();
        List<String> lines =
                List.of(
                        "sentinel monitor " + watched + " " + QUORUM,
                        "sentinel down-after-milliseconds " + MASTER_NAME + " 2000",
                        "sentinel failover-timeout " + MASTER_NAME + " 6000");
        sentinels.add(RedisServer.start(lines, List.of("--sentinel")));
    }

    /** Waits until there is a replica that has caught up, known to all Sentinels. */
    public void awaitReady() {
        Await.until(
                "the replica has caught up and every Sentinel knows it",
                () -> isCaughtUp() && sentinels.stream().allMatch(RedisSentinel::knowsAll));
    }

    private boolean isCaughtUp() {
        RedisServer replica = replica();
        return replica.info("role").equals("slave")
                && replica.info("master_link_status").equals("up")
                && replica.info("master_port").equals("" + master().port());
    }

    private static boolean knowsAll(RedisServer sentinel) {
        String state = sentinel.info("master0");
        return state.contains("status=ok")
                && state.contains("slaves=1")
                && state.contains("sentinels=" + SENTINELS);
    }

    /** The server that the Sentinels name as master now. */
    public RedisServer master() {
        String address = masterAddress();
        return servers.stream()
                .filter(server -> address.equals(server.host() + ":" + server.port()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Sentinels name " + address));
    }

    /** The server that is not the master. */
    public RedisServer replica() {
        RedisServer master = master();
        return servers.stream().filter(server -> server != master).findFirst().orElseThrow();
    }

    public List<RedisServer> sentinels() {
        return List.copyOf(sentinels);
    }

    /** {@code redis-sentinel://127.0.0.1:PORT,…/0#mymaster}. */
    public String url() {
        return sentinels.stream()
                .map(server -> server.host() + ":" + server.port())
                .collect(Collectors.joining(",", "redis-sentinel://", "/0#" + MASTER_NAME));
    }

    /**
     * Kills the master, waits until the Sentinels have made the replica master, and returns it. The
     * killed one stays down until it is restarted.
     */
    public RedisServer failOver() {
        master().kill();
        return awaitFailOver();
    }

    /** Waits until the server that is replica now is master in the eyes of all Sentinels. */
    public RedisServer awaitFailOver() {
        RedisServer next = replica();
        String address = "address=" + next.host() + ":" + next.port();
        Await.until(
                "the Sentinels have made " + next + " master",
                () ->
                        next.info("role").equals("master")
                                && sentinels.stream()
                                        .map(sentinel -> sentinel.info("master0"))
                                        .allMatch(state -> isOk(state, address)));
        return next;
    }

    private static boolean isOk(String state, String address) {
        return state.contains("status=ok") && state.contains(address);
    }

    /**
     * Restarts a server that was killed, as replica of the master, and waits until it has caught
     * up. Sentinels would get there by themselves some ten seconds later.
     */
    public void rejoin(RedisServer server) {
        RedisServer master = master();
        server.restart();
        server.call("REPLICAOF", master.host(), "" + master.port());
        awaitReady();
    }

    private String masterAddress() {
        RedisServer sentinel = sentinels.getFirst();
        return sentinel.callForList("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER_NAME).stream()
                .map(String::valueOf)
                .collect(Collectors.joining(":"));
    }

    @Override
    public void close() {
        Stream.concat(sentinels.stream(), servers.stream()).forEach(RedisServer::close);
    }
}
