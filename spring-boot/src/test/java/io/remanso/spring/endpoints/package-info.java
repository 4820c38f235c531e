@NullMarked
package io.remanso.spring.endpoints;

import org.jspecify.annotations.NullMarked;
