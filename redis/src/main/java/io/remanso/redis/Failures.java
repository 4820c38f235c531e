package io.remanso.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.PartitionSelectorException;
import io.lettuce.core.cluster.UnknownPartitionException;
import io.netty.handler.codec.CodecException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;

/** Turns what the driver throws into a {@link RedisFailure}. */
final class Failures {

    /** Answers of a server that has not executed the command and may do so soon. */
    private static final Set<String> NOT_NOW =
            Set.of(
                    "LOADING",
                    "MASTERDOWN",
                    "CLUSTERDOWN",
                    "TRYAGAIN",
                    "READONLY",
                    "NOREPLICAS",
                    "BUSY",
                    "MISCONF",
                    "MOVED",
                    "ASK");

    /** How the driver words that it has not sent a command. */
    private static final List<String> NOT_SENT =
            List.of(
                    "Currently not connected",
                    "Connection is closed",
                    "Request queue size",
                    "Command buffer size");

    private static final String NO_CONNECTION = "Redis is not reachable: ";

    private Failures() {}

    /**
     * The failure that an error stands for. An error that is not of the driver, but of the code
     * that was sent or chained, comes back as it is.
     */
    static RuntimeException of(Throwable thrown) {
        Throwable error = thrown;
        while ((error instanceof CompletionException || error instanceof ExecutionException)
                && error.getCause() != null) {
            error = error.getCause();
        }
        return switch (error) {
            case RedisFailure failure -> failure;
            case RedisCommandExecutionException reply -> ofReply(reply);
            case RedisConnectionException e -> unavailable(e);
            case PartitionSelectorException e -> unavailable(e);
            case UnknownPartitionException e -> unavailable(e);
            case RedisException e when isNotSent(e) -> unavailable(e);
            case RedisException e -> unknown(e);
            case CancellationException e -> unknown(e);
            case CodecException e -> unknown(e);
            case RuntimeException e -> e;
            default -> unknown(error);
        };
    }

    private static RedisOutcomeUnknownException unknown(Throwable error) {
        return new RedisOutcomeUnknownException(
                "Redis did not answer, it is not known whether the call was executed: "
                        + error.getMessage(),
                error);
    }

    static RedisOutcomeUnknownException timeout(Duration limit) {
        return new RedisOutcomeUnknownException(
                "Redis did not answer within %d ms, it is not known whether the call was executed"
                        .formatted(limit.toMillis()),
                null);
    }

    /** The first word of an error reply. */
    static String code(RedisCommandExecutionException reply) {
        String message = String.valueOf(reply.getMessage());
        int space = message.indexOf(' ');
        return space < 0 ? message : message.substring(0, space);
    }

    /** The first word of the error reply behind a failure, or an empty text. */
    static String code(RedisFailure failure) {
        return failure.getCause() instanceof RedisCommandExecutionException reply
                ? code(reply)
                : "";
    }

    private static RedisFailure ofReply(RedisCommandExecutionException reply) {
        String code = code(reply);
        String message = "Redis refused the call: " + reply.getMessage();
        if (code.equals("OOM")) {
            return new RedisOutOfMemoryException(message, reply);
        }
        return NOT_NOW.contains(code)
                ? new RedisUnavailableException(message, reply)
                : new RedisRefusedException(code, message, reply);
    }

    private static boolean isNotSent(RedisException e) {
        String message = String.valueOf(e.getMessage());
        return NOT_SENT.stream().anyMatch(message::startsWith);
    }

    /**
     * Whether a connection could not be made for a reason that time does not mend: a password, a
     * permission or a certificate.
     */
    static boolean isLasting(Throwable thrown) {
        return switch (root(thrown)) {
            case SSLException e -> true;
            case RedisCommandExecutionException reply -> !NOT_NOW.contains(code(reply));
            default -> false;
        };
    }

    /** Whether a server answered the try to connect, and turned this client away. */
    static boolean isRefusal(Throwable thrown) {
        return root(thrown) instanceof RedisCommandExecutionException;
    }

    /** The cause that says most: what TLS has to say, else the last one. */
    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && !(root instanceof SSLException)) {
            root = root.getCause();
        }
        return root;
    }

    private static RedisUnavailableException unavailable(Exception e) {
        Throwable root = root(e);
        String reason = (root instanceof SSLException ? "TLS: " : "") + root.getMessage();
        return new RedisUnavailableException(NO_CONNECTION + reason, e);
    }
}
