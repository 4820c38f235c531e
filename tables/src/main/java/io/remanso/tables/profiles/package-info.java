/**
 * What the columns of a table hold: counts, ranges, moments, quantiles, frequent values. Open
 * {@link io.remanso.tables.profiles.TableProfile} first. Every figure is exact, none is sampled.
 */
@NullMarked
package io.remanso.tables.profiles;

import org.jspecify.annotations.NullMarked;
