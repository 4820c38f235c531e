/**
 * Real Redis processes and a faulty network for tests. Open {@link io.remanso.testing.RedisServer}
 * first: one redis-server of its own port and folder. {@link io.remanso.testing.RedisCluster} and
 * {@link io.remanso.testing.RedisSentinel} are made of several, {@link
 * io.remanso.testing.FaultyProxy} stands between a client and a server, {@link
 * io.remanso.testing.Resp} is a plain client to look from outside, and {@link
 * io.remanso.testing.Await} waits on conditions. No process outlives the JVM that started it, even
 * when that JVM is killed.
 */
@NullMarked
package io.remanso.testing;

import org.jspecify.annotations.NullMarked;
