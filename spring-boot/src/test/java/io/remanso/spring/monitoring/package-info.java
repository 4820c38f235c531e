@NullMarked
package io.remanso.spring.monitoring;

import org.jspecify.annotations.NullMarked;
