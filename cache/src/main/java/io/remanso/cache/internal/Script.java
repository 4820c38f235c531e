package io.remanso.cache.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** A Lua script that Redis knows by its digest after its first use. Immutable. */
final class Script {

    private final byte[] source;
    private final String digest;
    private final ScriptOutputType answer;

    private Script(String source, ScriptOutputType answer) {
        this.source = source.getBytes(UTF_8);
        this.digest = sha1(this.source);
        this.answer = answer;
    }

    static Script ofNumber(String source) {
        return new Script(source, ScriptOutputType.INTEGER);
    }

    static Script ofList(String source) {
        return new Script(source, ScriptOutputType.MULTI);
    }

    /** Runs it; a script that Redis does not know has not run, and is sent in full. */
    <T> CompletionStage<T> run(
            RedisClusterAsyncCommands<byte[], byte[]> commands, byte[][] keys, byte[]... args) {
        return commands.<T>evalsha(digest, answer, keys, args)
                .exceptionallyCompose(error -> {
                    if (causeOf(error) instanceof RedisNoScriptException) {
                        return commands.eval(source, answer, keys, args);
                    }
                    throw error instanceof CompletionException e
                            ? e
                            : new CompletionException(error);
                });
    }

    private static Throwable causeOf(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null
                ? error.getCause()
                : error;
    }

    private static String sha1(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-1", e);
        }
    }
}
