@NullMarked
package io.remanso.redis;

import org.jspecify.annotations.NullMarked;
