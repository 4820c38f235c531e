/**
 * What tests of tables share. Open {@link io.remanso.tables.testing.Tables} first: an engine per
 * test that is checked for leaks, with chunks in memory and tables made of SQL.
 */
@NullMarked
package io.remanso.tables.testing;

import org.jspecify.annotations.NullMarked;
