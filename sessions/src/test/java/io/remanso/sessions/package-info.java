@NullMarked
package io.remanso.sessions;

import org.jspecify.annotations.NullMarked;
