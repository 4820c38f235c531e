@NullMarked
package io.remanso.spring;

import org.jspecify.annotations.NullMarked;
