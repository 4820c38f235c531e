/**
 * Files on their way in. Open {@link io.remanso.server.uploads.Intake} first: it writes what a
 * request carries straight to a file in the staging folder, never to the heap.
 */
@NullMarked
package io.remanso.server.uploads;

import org.jspecify.annotations.NullMarked;
