@NullMarked
package io.remanso.server;

import org.jspecify.annotations.NullMarked;
