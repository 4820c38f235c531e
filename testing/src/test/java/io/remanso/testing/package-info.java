@NullMarked
package io.remanso.testing;

import org.jspecify.annotations.NullMarked;
