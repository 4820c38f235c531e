/**
 * Redis for applications. Open {@link io.remanso.redis.Redis} first: it is made from {@link
 * io.remanso.redis.RedisSettings} and serves calls, messages and health alike over one server,
 * Sentinel and Cluster. {@link io.remanso.redis.Script} calls Lua, {@link
 * io.remanso.redis.RedisLock} is the distributed lock, {@link io.remanso.redis.RedisFailure} the
 * four ways in which a call can fail. Passwords appear in no text that this package makes.
 */
@NullMarked
package io.remanso.redis;

import org.jspecify.annotations.NullMarked;
