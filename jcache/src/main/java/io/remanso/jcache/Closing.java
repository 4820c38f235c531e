package io.remanso.jcache;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what users have given to a cache, where it can be closed. */
final class Closing {

    private static final Logger log = LoggerFactory.getLogger("io.remanso.jcache");

    private Closing() {}

    /** An error is logged: one that does not close must not keep others from it. */
    static void quietly(@Nullable Object part) {
        if (part instanceof Closeable closeable) {
            try {
                closeable.close();
            } catch (IOException | RuntimeException e) {
                log.warn("A part of a cache did not close: {}", part.getClass().getName(), e);
            }
        }
    }
}
