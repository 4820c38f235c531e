/**
 * Sessions in one process: hot in memory, safe on disk. Open {@link
 * io.remanso.sessions.embedded.InMemoryBackend} first.
 */
@NullMarked
package io.remanso.sessions.embedded;

import org.jspecify.annotations.NullMarked;
