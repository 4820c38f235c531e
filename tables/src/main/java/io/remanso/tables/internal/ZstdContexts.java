package io.remanso.tables.internal;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/**
 * Contexts of zstd for as many threads as compute at once. Making one takes longer than unpacking a
 * small chunk. Thread-safe.
 *
 * @param <C> the kind of context
 */
final class ZstdContexts<C extends Closeable> {

    private static final int MOST = Runtime.getRuntime().availableProcessors();

    private final Supplier<C> make;
    private final BlockingQueue<C> idle = new ArrayBlockingQueue<>(MOST);

    private ZstdContexts(Supplier<C> make) {
        this.make = make;
    }

    static ZstdContexts<ZstdCompressCtx> compressing(int level) {
        return new ZstdContexts<>(() -> new ZstdCompressCtx().setLevel(level));
    }

    static ZstdContexts<ZstdDecompressCtx> decompressing() {
        return new ZstdContexts<>(ZstdDecompressCtx::new);
    }

    /** What is done with a context. */
    interface Work<C> {
        int with(C context);
    }

    /** The result of the work, on a context that nobody else uses meanwhile. */
    int use(Work<C> work) throws IOException {
        C idled = idle.poll();
        C context = idled == null ? make.get() : idled;
        boolean kept = false;
        try {
            int result = work.with(context);
            kept = idle.offer(context);
            return result;
        } finally {
            // One that has failed may be in any state.
            if (!kept) {
                context.close();
            }
        }
    }
}
