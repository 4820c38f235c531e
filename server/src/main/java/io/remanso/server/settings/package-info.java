/**
 * The settings that the server is started with. Open {@link
 * io.remanso.server.settings.ServerSettings} first: an immutable value, read once before anything
 * else starts, so that a wrong value stops the start with one line.
 */
@NullMarked
package io.remanso.server.settings;

import org.jspecify.annotations.NullMarked;
