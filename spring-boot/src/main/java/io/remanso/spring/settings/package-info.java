/**
 * How an application and the dataset server read their settings: by the name of an environment
 * variable or as a Spring property. Open {@link io.remanso.spring.settings.SettingsSource} first. A
 * value that is not allowed stops the start with one line.
 */
@NullMarked
package io.remanso.spring.settings;

import org.jspecify.annotations.NullMarked;
