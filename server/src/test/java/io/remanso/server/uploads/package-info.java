@NullMarked
package io.remanso.server.uploads;

import org.jspecify.annotations.NullMarked;
