package io.remanso.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * One client connection of a {@link FaultyProxy} and its twin to the server: per direction a thread
 * that reads and one that writes when the bytes are due.
 */
final class ProxiedConnection {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final long STEP_NANOS = Duration.ofMillis(1).toNanos();
    private static final byte[] END = new byte[0];

    private final FaultyProxy proxy;
    private final Socket client;
    private final Socket server = new Socket();
    private final FrameCounter requests = new FrameCounter();
    private final FrameCounter answers = new FrameCounter();
    private volatile boolean subscribes;
    private volatile long resetAtAnswer = Long.MAX_VALUE;

    /** Bytes as they were read, and when they are due on the other side. */
    private static final class Piece {
        final byte[] bytes;
        final long dueNanos;

        Piece(byte[] bytes, Duration delay) {
            this.bytes = bytes;
            this.dueNanos = System.nanoTime() + delay.toNanos();
        }
    }

    ProxiedConnection(FaultyProxy proxy, Socket client) {
        this.proxy = proxy;
        this.client = client;
    }

    void start(InetSocketAddress upstream) {
        Thread.ofVirtual().name("proxy-connection").start(() -> connect(upstream));
    }

    boolean subscribes() {
        return subscribes;
    }

    private void connect(InetSocketAddress upstream) {
        try {
            client.setTcpNoDelay(true);
            server.connect(upstream);
            server.setTcpNoDelay(true);
            pump(client, this::forwardRequest, proxy::requestDelay);
            pump(server, this::forwardAnswer, proxy::answerDelay);
        } catch (IOException e) {
            reset();
        }
    }

    private interface Forward {
        void accept(byte[] bytes) throws IOException;
    }

    private interface Delay {
        Duration get();
    }

    private void pump(Socket from, Forward forward, Delay delay) {
        BlockingQueue<Piece> queue = new LinkedBlockingQueue<>();
        Thread.ofVirtual().name("proxy-read").start(() -> read(from, queue, delay));
        Thread.ofVirtual().name("proxy-write").start(() -> write(queue, forward));
    }

    private static void read(Socket from, BlockingQueue<Piece> queue, Delay delay) {
        try {
            byte[] buffer = new byte[BUFFER_BYTES];
            InputStream in = from.getInputStream();
            int length;
            while ((length = in.read(buffer)) >= 0) {
                byte[] bytes = Arrays.copyOf(buffer, length);
                queue.add(new Piece(bytes, delay.get()));
            }
        } catch (IOException e) {
            // The connection was reset, by a peer or by this proxy; the end below says so.
        }
        queue.add(new Piece(END, Duration.ZERO));
    }

    private void write(BlockingQueue<Piece> queue, Forward forward) {
        try {
            while (true) {
                Piece piece = queue.take();
                if (piece.bytes.length == 0) {
                    break;
                }
                awaitTurn(piece);
                forward.accept(piece.bytes);
            }
        } catch (IOException e) {
            // One side is gone; the reset below tells the other.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reset();
    }

    private void awaitTurn(Piece piece) throws IOException {
        long wait = piece.dueNanos - System.nanoTime();
        while (wait > 0 || proxy.holds(this)) {
            if (client.isClosed()) {
                throw new IOException("closed while waiting");
            }
            LockSupport.parkNanos(Math.max(wait, STEP_NANOS));
            wait = piece.dueNanos - System.nanoTime();
        }
    }

    private void forwardRequest(byte[] bytes) throws IOException {
        if (Bytes.contains(bytes, "\nSUBSCRIBE\r")
                || Bytes.contains(bytes, "\nPSUBSCRIBE\r")
                || Bytes.contains(bytes, "\nSSUBSCRIBE\r")
                || Bytes.contains(bytes, "\nXREAD\r")) {
            subscribes = true;
        }
        if (proxy.springsBefore(bytes)) {
            reset();
            return;
        }
        requests.read(bytes);
        if (proxy.springsAfter(bytes)) {
            resetAtAnswer = requests.count() + (requests.isInsideFrame() ? 1 : 0);
        }
        server.getOutputStream().write(bytes);
    }

    private void forwardAnswer(byte[] bytes) throws IOException {
        answers.read(bytes);
        if (resetAtAnswer == Long.MAX_VALUE) {
            client.getOutputStream().write(bytes);
        } else if (answers.count() >= resetAtAnswer) {
            reset();
        }
    }

    /** Closes both sides at once; the client sees a reset. Closing twice does nothing. */
    void reset() {
        abort(client);
        abort(server);
        proxy.closed(this);
    }

    private static void abort(Socket socket) {
        try {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException e) {
            // It was closed by the other pump in between.
        }
    }
}
