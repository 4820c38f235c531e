/**
 * Sessions that many processes share through Redis. Open {@link
 * io.remanso.sessions.redis.RedisBackend} first. The scripts that change a session lie beside the
 * classes as {@code .lua} files; every change is one call of one script.
 */
@NullMarked
package io.remanso.sessions.redis;

import org.jspecify.annotations.NullMarked;
