package io.remanso.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A Lua script that Redis runs as one step, called by its digest and sent in full only to a server
 * that does not know it yet. Immutable.
 *
 * <p>In a Cluster all keys must be of one slot, and the call goes to the node of those that are
 * passed as keys; a script that makes the names of others notices itself when the slot is moving. A
 * first line such as {@code #!lua flags=no-writes} declares what the script does; with any such
 * line Redis refuses to start a writing script when it is out of memory, where without it each
 * command of the script is looked at by itself, and the script may fail half-way or go beyond the
 * limit.
 *
 * @param <T> what it returns
 */
public final class Script<T extends @Nullable Object> {

    private final byte[] lua;
    private final String digest;
    private final ScriptOutputType output;
    private final boolean repeatable;

    private Script(byte[] lua, ScriptOutputType output, boolean repeatable) {
        this.lua = lua;
        this.digest = sha1(lua);
        this.output = output;
        this.repeatable = repeatable;
    }

    /** A script that returns a whole number; true is 1 and false 0. */
    public static Script<Long> returningNumber(String lua) {
        return new Script<>(lua.getBytes(UTF_8), ScriptOutputType.INTEGER, false);
    }

    /** A script that returns a string, or false for null. */
    public static Script<byte @Nullable []> returningBytes(String lua) {
        return new Script<>(lua.getBytes(UTF_8), ScriptOutputType.VALUE, false);
    }

    /** A script that returns a list, of which each item is byte[], Long, List or null. */
    public static Script<List<@Nullable Object>> returningList(String lua) {
        return new Script<>(lua.getBytes(UTF_8), ScriptOutputType.MULTI, false);
    }

    /** The text of a script that lies beside a class, such as {@code commit.lua}. */
    public static String load(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException(
                        "A script lies beside its class, there is no %s beside %s"
                                .formatted(name, beside.getName()));
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same script, marked as safe to run twice; see {@link RedisCalls#sendRepeatable}. */
    public Script<T> repeatable() {
        return new Script<>(lua, output, true);
    }

    /**
     * Runs it and waits.
     *
     * @throws RedisFailure as every call
     */
    public T run(RedisCalls redis, List<byte[]> keys, byte[]... arguments) {
        return Waiting.on(start(redis, keys, arguments));
    }

    /** Runs it. */
    public CompletableFuture<T> start(RedisCalls redis, List<byte[]> keys, byte[]... arguments) {
        byte[][] keyArray = keys.toArray(byte[][]::new);
        Request<T> request = commands -> send(commands, keyArray, arguments);
        return repeatable ? redis.sendRepeatable(request) : redis.send(request);
    }

    /** Sends it as a part of a larger {@link Request}. */
    public CompletionStage<T> send(
            RedisClusterAsyncCommands<byte[], byte[]> commands,
            byte[][] keys,
            byte[]... arguments) {
        return commands.<T>evalsha(digest, output, keys, arguments)
                .exceptionallyCompose(error ->
                        isUnknownScript(error)
                                ? commands.eval(lua, output, keys, arguments)
                                : CompletableFuture.failedFuture(error));
    }

    private static boolean isUnknownScript(Throwable thrown) {
        Throwable error =
                thrown instanceof CompletionException && thrown.getCause() != null
                        ? thrown.getCause()
                        : thrown;
        return error instanceof RedisCommandExecutionException reply
                && Failures.code(reply).equals("NOSCRIPT");
    }

    /** The SHA-1 in hex, as {@code redis.sha1hex} makes it in a script. */
    public static String sha1(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }
}
