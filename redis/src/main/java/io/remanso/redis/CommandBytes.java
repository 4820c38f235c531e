package io.remanso.redis;

import io.lettuce.core.protocol.RedisCommand;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.EncoderException;
import io.netty.handler.codec.MessageToByteEncoder;
import java.util.Collection;

/**
 * Writes commands as bytes in the place of the driver's own encoder, which at its finest log level
 * shows all that it sends, the password of the handshake included.
 */
final class CommandBytes extends MessageToByteEncoder<Object> {

    @Override
    protected void encode(ChannelHandlerContext context, Object message, ByteBuf out) {
        switch (message) {
            case RedisCommand<?, ?, ?> command -> encode(context, command, out);
            case Collection<?> commands -> {
                for (Object command : commands) {
                    encode(context, command, out);
                }
            }
            default ->
                    throw new EncoderException(
                            "Commands are written, got " + message.getClass().getName());
        }
    }

    /** After half a command nothing that follows could be understood: the socket is closed. */
    private static void encode(
            ChannelHandlerContext context, RedisCommand<?, ?, ?> command, ByteBuf out) {
        try {
            command.encode(out);
        } catch (RuntimeException e) {
            context.close();
            throw new EncoderException("A command could not be written", e);
        }
    }
}
