/**
 * The choice of where sessions live. Open {@link io.remanso.server.storage.BackendSelection} first.
 */
@NullMarked
package io.remanso.server.storage;

import org.jspecify.annotations.NullMarked;
