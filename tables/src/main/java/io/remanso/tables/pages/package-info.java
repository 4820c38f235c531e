/**
 * Pages of rows as JSON-friendly values. Open {@link io.remanso.tables.pages.Page} first: it reads
 * only the chunks that its rows lie in.
 */
@NullMarked
package io.remanso.tables.pages;

import org.jspecify.annotations.NullMarked;
