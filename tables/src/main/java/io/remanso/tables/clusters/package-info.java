/**
 * Groups of texts that are likely the same, as {@code Köln}, {@code koeln } and {@code KÖLN}. Open
 * {@link io.remanso.tables.clusters.Clustering} first: it makes {@link
 * io.remanso.tables.clusters.Cluster}s of the different texts of a column.
 */
@NullMarked
package io.remanso.tables.clusters;

import org.jspecify.annotations.NullMarked;
