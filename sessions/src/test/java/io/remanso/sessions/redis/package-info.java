/** Tests against real Redis processes. */
@NullMarked
package io.remanso.sessions.redis;

import org.jspecify.annotations.NullMarked;
