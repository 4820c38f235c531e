/** Heavy work in bounds: see {@link io.remanso.server.jobs.Jobs}. */
@NullMarked
package io.remanso.server.jobs;

import org.jspecify.annotations.NullMarked;
