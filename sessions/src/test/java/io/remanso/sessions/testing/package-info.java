/**
 * What the tests of sessions share. Open {@link io.remanso.sessions.testing.BackendUnderTest}
 * first: a new backend is tested by implementing it and extending the two suites.
 */
@NullMarked
package io.remanso.sessions.testing;

import org.jspecify.annotations.NullMarked;
