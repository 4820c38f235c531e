package io.remanso.redis;

import io.lettuce.core.protocol.CommandEncoder;
import io.lettuce.core.protocol.CommandHandler;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The open sockets of a driver, and since when each has had nothing to say to what it was asked. A
 * socket that a network has swallowed looks open for minutes; closing it makes the driver connect
 * anew.
 */
final class Channels implements NettyCustomizer {

    private static final Set<CommandType> SUBSCRIBING =
            Set.of(CommandType.SUBSCRIBE, CommandType.PSUBSCRIBE, CommandType.SSUBSCRIBE);

    private static final Duration CLOSE_ALL_GAP = Duration.ofSeconds(1);

    private final AtomicLong lastCloseAll =
            new AtomicLong(System.nanoTime() - CLOSE_ALL_GAP.toNanos());
    private final Map<Channel, Ear> open = new ConcurrentHashMap<>();

    @Override
    public void afterChannelInitialized(Channel channel) {
        Ear ear = new Ear();
        open.put(channel, ear);
        channel.closeFuture().addListener(closed -> open.remove(channel));
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.replace(CommandEncoder.class, "bytes", new CommandBytes());
        pipeline.addBefore(pipeline.context(CommandHandler.class).name(), "ear", ear);
    }

    /** Closes the sockets that were asked something that long ago and have sent no byte since. */
    void closeSilent(Duration limit) {
        long now = System.nanoTime();
        open.forEach((channel, ear) -> {
            if (ear.isWaitingFor(limit, now)) {
                channel.close();
            }
        });
    }

    /** {@link #closeSilent}, only of those that have subscribed. */
    void closeSilentSubscriptions(Duration limit) {
        long now = System.nanoTime();
        open.forEach((channel, ear) -> {
            if (ear.subscribes && ear.isWaitingFor(limit, now)) {
                channel.close();
            }
        });
    }

    /** Closes every socket, at the most once a second however many ask for it. */
    void closeAll() {
        long last = lastCloseAll.get();
        long now = System.nanoTime();
        if (now - last >= CLOSE_ALL_GAP.toNanos() && lastCloseAll.compareAndSet(last, now)) {
            open.keySet().forEach(Channel::close);
        }
    }

    private static final class Ear extends ChannelDuplexHandler {

        private volatile boolean subscribes;
        private volatile boolean waiting;
        private volatile long since;

        boolean isWaitingFor(Duration limit, long now) {
            return waiting && now - since >= limit.toNanos();
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
                throws Exception {
            if (!waiting) {
                since = System.nanoTime();
                waiting = true;
            }
            if (message instanceof RedisCommand<?, ?, ?> command
                    && command.getType() instanceof CommandType type
                    && SUBSCRIBING.contains(type)) {
                subscribes = true;
            }
            super.write(context, message, promise);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            waiting = false;
            super.channelRead(context, message);
        }
    }
}
