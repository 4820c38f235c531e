/**
 * Refusals and failures as problem documents (RFC 9457). Open {@link
 * io.remanso.server.problems.ProblemCode} first: the one table of codes and statuses. Every answer
 * that is no success, whichever layer gives it, is made here.
 */
@NullMarked
package io.remanso.server.problems;

import org.jspecify.annotations.NullMarked;
