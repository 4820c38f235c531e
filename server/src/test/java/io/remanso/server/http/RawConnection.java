package io.remanso.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A bare TCP connection, for requests that no well-behaved client sends. */
final class RawConnection implements AutoCloseable {

    private final Socket socket;

    RawConnection(Client client) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), client.root().getPort());
    }

    /** Sends text as it stands; lines end as written. */
    void send(String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Everything the server sends until it closes the connection. */
    String readAll() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Breaks off: the server sees the connection end. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
