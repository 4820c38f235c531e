/**
 * The starter: the two-tier cache as beans of a Spring Boot application. Open {@link
 * io.remanso.spring.RemansoAutoConfiguration} first: it makes {@code Redis}, {@code Caches} and
 * {@code CacheService}. Spring's cache abstraction over them is in {@code cache}, the caching of
 * whole answers in {@code endpoints}, the calls for administrators in {@code admin}, health and
 * metrics in {@code monitoring}.
 */
@NullMarked
package io.remanso.spring;

import org.jspecify.annotations.NullMarked;
