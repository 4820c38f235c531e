@NullMarked
package io.remanso.sessions.storage;

import org.jspecify.annotations.NullMarked;
