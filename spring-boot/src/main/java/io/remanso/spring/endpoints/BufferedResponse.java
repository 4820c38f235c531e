package io.remanso.spring.endpoints;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A response whose body is held back until it is known what becomes of it. Headers and status go to
 * the real response at once. A body over the limit, or one that is let go, goes there too, and is
 * held back no more.
 */
final class BufferedResponse extends HttpServletResponseWrapper {

    private final int limit;
    private final Runnable beforeOverflow;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final Body stream = new Body();
    private @Nullable PrintWriter writer;
    private boolean through;

    /**
     * @param limit the most bytes that are held back
     * @param beforeOverflow called before a larger body begins to go to the client
     */
    BufferedResponse(HttpServletResponse response, int limit, Runnable beforeOverflow) {
        super(response);
        this.limit = limit;
        this.beforeOverflow = beforeOverflow;
    }

    /** Whether the body goes to the client as it is written. */
    synchronized boolean isThrough() {
        return through;
    }

    /** The body as it was written. */
    synchronized byte[] body() {
        flushWriter();
        return body.toByteArray();
    }

    /** Sends what was held back, and from now on everything at once. */
    synchronized void letGo() throws IOException {
        flushWriter();
        if (!through) {
            through = true;
            if (body.size() > 0) {
                body.writeTo(getResponse().getOutputStream());
                body.reset();
            }
        }
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return stream;
    }

    @Override
    public PrintWriter getWriter() {
        PrintWriter open = writer;
        if (open == null) {
            String charset = getCharacterEncoding();
            setCharacterEncoding(charset == null ? StandardCharsets.ISO_8859_1.name() : charset);
            open =
                    new PrintWriter(
                            new OutputStreamWriter(
                                    stream,
                                    java.nio.charset.Charset.forName(getCharacterEncoding())));
            writer = open;
        }
        return open;
    }

    private void flushWriter() {
        if (writer != null) {
            writer.flush();
        }
    }

    @Override
    public synchronized void flushBuffer() throws IOException {
        flushWriter();
        if (through) {
            super.flushBuffer();
        }
    }

    @Override
    public synchronized void resetBuffer() {
        body.reset();
        super.resetBuffer();
    }

    @Override
    public synchronized void reset() {
        body.reset();
        writer = null;
        super.reset();
    }

    @Override
    public synchronized void sendError(int status, String message) throws IOException {
        body.reset();
        super.sendError(status, message);
    }

    @Override
    public synchronized void sendError(int status) throws IOException {
        body.reset();
        super.sendError(status);
    }

    /** Where the handler writes. */
    private final class Body extends ServletOutputStream {

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            synchronized (BufferedResponse.this) {
                if (!through && body.size() + length > limit) {
                    beforeOverflow.run();
                    through = true;
                    body.writeTo(getResponse().getOutputStream());
                    body.reset();
                }
                if (through) {
                    getResponse().getOutputStream().write(bytes, offset, length);
                } else {
                    body.write(bytes, offset, length);
                }
            }
        }

        @Override
        public void flush() throws IOException {
            synchronized (BufferedResponse.this) {
                if (through) {
                    getResponse().getOutputStream().flush();
                }
            }
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException(
                    "A cached endpoint must not write without blocking; take @CachedEndpoint away");
        }
    }
}
