@NullMarked
package io.remanso.server.settings;

import org.jspecify.annotations.NullMarked;
