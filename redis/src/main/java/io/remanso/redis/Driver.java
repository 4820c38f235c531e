package io.remanso.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.event.Event;
import io.lettuce.core.event.connection.ConnectionActivatedEvent;
import io.lettuce.core.event.connection.ReconnectFailedEvent;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The client library, set up so that it never sends a command twice by itself, never keeps commands
 * for a connection that is gone, and fails what was under way the moment a connection is lost.
 */
abstract class Driver implements AutoCloseable {

    private static final Duration SHORTEST_RECONNECT_DELAY = Duration.ofMillis(10);
    private static final Duration LONGEST_RECONNECT_DELAY = Duration.ofSeconds(1);
    private static final int IO_THREADS = 2;
    private static final int MOST_REQUESTS_UNDER_WAY = 100_000;
    private static final long SHUTDOWN_SECONDS = 2;
    private static final long TIMER_TICK_MILLIS = 10;

    private final Channels channels = new Channels();

    /** Ticks finely enough for the first short pauses before a connection is tried again. */
    private final HashedWheelTimer timer =
            new HashedWheelTimer(
                    new DefaultThreadFactory("redis-timer", true),
                    TIMER_TICK_MILLIS,
                    TimeUnit.MILLISECONDS);

    private final ClientResources resources =
            DefaultClientResources.builder()
                    .timer(timer)
                    .ioThreadPoolSize(IO_THREADS)
                    .computationThreadPoolSize(IO_THREADS)
                    .reconnectDelay(
                            Delay.exponential(
                                    SHORTEST_RECONNECT_DELAY,
                                    LONGEST_RECONNECT_DELAY,
                                    2,
                                    TimeUnit.MILLISECONDS))
                    .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                    .nettyCustomizer(channels)
                    .build();

    /** Whether a server answered the last try to connect again, and turned this client away. */
    private volatile boolean turnedAway;

    private final Set<Pause> pauses = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Driver() {
        resources.eventBus().get().subscribe(this::note);
    }

    private void note(Event event) {
        switch (event) {
            case ReconnectFailedEvent failed -> turnedAway = Failures.isRefusal(failed.getCause());
            case ConnectionActivatedEvent activated -> turnedAway = false;
            default -> {}
        }
    }

    /** Whether the lost connection cannot be made again because the server says no. */
    final boolean isTurnedAway() {
        return turnedAway;
    }

    static Driver of(RedisSettings settings) {
        return switch (settings.topology()) {
            case RedisTopology.Single single -> new ServerDriver(settings, single);
            case RedisTopology.Sentinel sentinel -> new ServerDriver(settings, sentinel);
            case RedisTopology.Cluster cluster -> new ClusterDriver(settings, cluster);
        };
    }

    /**
     * Runs a task on a thread of its own choice after a pause, or at once when this is closed:
     * every task runs.
     */
    final void later(Runnable task, long pauseMillis) {
        Pause pause = new Pause(task);
        pauses.add(pause);
        try {
            timer().newTimeout(
                            due -> executor().execute(() -> end(pause)),
                            pauseMillis,
                            TimeUnit.MILLISECONDS);
        } catch (IllegalStateException e) {
            end(pause);
        }
        if (closed) {
            end(pause);
        }
    }

    private void end(Pause pause) {
        if (pauses.remove(pause)) {
            pause.task.run();
        }
    }

    /** A task that waits; two of them are never equal. */
    private static final class Pause {
        final Runnable task;

        Pause(Runnable task) {
            this.task = task;
        }
    }

    final boolean isClosed() {
        return closed;
    }

    /** A new connection; blocks, at the most for the connect timeout of each address. */
    abstract Wire connect();

    /** A new connection for messages; blocks like {@link #connect}. */
    abstract StatefulRedisPubSubConnection<byte[], byte[]> connectPubSub();

    abstract void closeClient(Duration limit);

    final ClientResources resources() {
        return resources;
    }

    final Timer timer() {
        return timer;
    }

    /** Threads for what must not run on the timer. */
    final Executor executor() {
        return resources.eventExecutorGroup();
    }

    final Channels channels() {
        return channels;
    }

    @Override
    public final void close() {
        closed = true;
        pauses.forEach(this::end);
        closeClient(Duration.ofSeconds(SHUTDOWN_SECONDS));
        timer.stop();
        resources.shutdown(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    static <B extends ClientOptions.Builder> B configure(B options, RedisSettings settings) {
        options.autoReconnect(true)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MOST_REQUESTS_UNDER_WAY)
                .suspendReconnectOnProtocolFailure(false)
                .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .socketOptions(
                        SocketOptions.builder()
                                .connectTimeout(settings.connectTimeout())
                                .keepAlive(true)
                                .tcpNoDelay(true)
                                .build());
        Path caFile = settings.caFile();
        if (caFile != null) {
            options.sslOptions(
                    SslOptions.builder().jdkSslProvider().trustManager(caFile.toFile()).build());
        }
        return options;
    }

    /** What the URI of every server has in common. */
    static RedisURI.Builder configure(
            RedisURI.Builder uri, RedisSettings settings, RedisCredentials credentials) {
        uri.withSsl(settings.tls())
                .withVerifyPeer(true)
                .withClientName("remanso")
                .withTimeout(settings.connectTimeout());
        String password = credentials.password();
        if (password != null) {
            String username = credentials.username();
            if (username == null) {
                uri.withPassword(password.toCharArray());
            } else {
                uri.withAuthentication(username, password.toCharArray());
            }
        }
        return uri;
    }
}
