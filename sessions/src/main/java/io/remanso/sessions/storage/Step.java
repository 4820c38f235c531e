package io.remanso.sessions.storage;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a version came to be, kept for as long as the session lives, also when the version itself was
 * dropped.
 *
 * @param version the version that the step made
 * @param operation the operation as JSON; null when the step was none: an import, a replaced table
 */
public record Step(Version version, @Nullable JsonNode operation) {}
