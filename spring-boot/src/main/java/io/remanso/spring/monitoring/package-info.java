/**
 * How the caches fare, for those who run the application: {@link
 * io.remanso.spring.monitoring.CacheHealth} for health checks and {@link
 * io.remanso.spring.monitoring.CacheMetrics} for metrics.
 */
@NullMarked
package io.remanso.spring.monitoring;

import org.jspecify.annotations.NullMarked;
