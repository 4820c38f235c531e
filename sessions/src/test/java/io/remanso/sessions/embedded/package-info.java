@NullMarked
package io.remanso.sessions.embedded;

import org.jspecify.annotations.NullMarked;
