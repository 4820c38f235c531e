@NullMarked
package io.remanso.spring.cache;

import org.jspecify.annotations.NullMarked;
