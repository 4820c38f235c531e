package io.remanso.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/**
 * A small shell process that outlives this JVM by an instant: it reads the ids of started processes
 * from a pipe, and when the pipe ends, because the JVM has ended or was killed, it kills those that
 * are left and removes the temporary folder.
 */
final class Guardian {

    private static final String SCRIPT =
            """
            trap '' INT TERM HUP
            alive=' '
            while read -r sign pid; do
                case $sign in
                    +) alive="$alive$pid " ;;
                    -) case $alive in
                           *" $pid "*) alive="${alive%% $pid *} ${alive#* $pid }" ;;
                       esac ;;
                esac
            done
            for pid in $alive; do kill -9 "$pid" 2>/dev/null; done
            rm -rf "$1"
            """;

    private Guardian() {}

    /** From now on the process ends with this JVM. */
    static void watch(Process process) {
        tell("+ " + process.pid());
    }

    /** The process has ended; its id may be given to another. */
    static void forget(Process process) {
        tell("- " + process.pid());
    }

    private static synchronized void tell(String line) {
        try {
            Holder.PIPE.write(line + "\n");
            Holder.PIPE.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Holder {
        static final Writer PIPE = start();

        private static Writer start() {
            try {
                Process shell =
                        new ProcessBuilder(
                                        "sh", "-c", SCRIPT, "guardian", Scratch.root().toString())
                                .redirectOutput(Redirect.DISCARD)
                                .redirectError(Redirect.DISCARD)
                                .start();
                return shell.outputWriter(StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
