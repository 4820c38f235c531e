@NullMarked
package io.remanso.server.http;

import org.jspecify.annotations.NullMarked;
