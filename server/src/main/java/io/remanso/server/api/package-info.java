/**
 * The HTTP calls. Open {@link io.remanso.server.api.SessionsApi} first; each class answers one
 * group of calls and does no more than read the request, ask the sessions, and write the answer.
 */
@NullMarked
package io.remanso.server.api;

import org.jspecify.annotations.NullMarked;
