/**
 * Every figure in the documentation, beside a peer in the same run. Open {@link
 * io.remanso.benchmarks.Main} first: it runs each {@link io.remanso.benchmarks.Figure} and prints
 * one table. What takes microseconds is measured by JMH, what takes seconds by the median of a few
 * runs.
 */
@NullMarked
package io.remanso.benchmarks;

import org.jspecify.annotations.NullMarked;
