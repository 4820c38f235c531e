@NullMarked
package io.remanso.server.jobs;

import org.jspecify.annotations.NullMarked;
