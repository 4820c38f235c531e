package io.remanso.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that fail after they have begun. */
class BrokenAnswerTest {

    /** So many slices that they are not all fetched before the first is sent; an odd number. */
    private static final int ROWS = 17 * 65_536;

    @TempDir Path storage;

    @Test
    void a_table_that_turns_out_damaged_half_way_is_never_sent_as_whole() throws Exception {
        String session;
        try (TestServer server = TestServer.start(storage)) {
            session = server.client().session(People.csv(ROWS));
            server.client()
                    .operation(
                            session,
                            "{\"operation\": \"rename_columns\", \"mapping\": {\"age\": \"years\"}}");
        }
        damageTheMiddle();
        try (TestServer server = TestServer.start(storage)) {
            Client client = server.client();
            assertThat(client.get(session + "/rows?limit=10").status()).isEqualTo(200);

            assertThatThrownBy(() -> client.get(session + "/data"))
                    .isInstanceOf(UncheckedIOException.class);
            assertThat(client.get(session + "/rows?offset=" + ROWS / 2).problem())
                    .isEqualTo("410 session_damaged");
        }
    }

    /** The slices are of equal size and lie one behind the other in the log. */
    private void damageTheMiddle() throws Exception {
        List<Path> logs;
        try (Stream<Path> files = Files.list(storage.resolve("sessions"))) {
            logs = files.toList();
        }
        assertThat(logs).hasSize(1);
        try (FileChannel log =
                FileChannel.open(
                        logs.getFirst(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.allocate(16);
            long middle = log.size() / 2;
            log.read(bytes, middle);
            bytes.flip();
            ByteBuffer flipped = ByteBuffer.allocate(bytes.remaining());
            while (bytes.hasRemaining()) {
                flipped.put((byte) ~bytes.get());
            }
            log.write(flipped.flip(), middle);
        }
    }
}
