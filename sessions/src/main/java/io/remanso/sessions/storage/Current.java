package io.remanso.sessions.storage;

import org.jspecify.annotations.Nullable;

/**
 * What a session points at now.
 *
 * @param head the head
 * @param manifest the manifest of the head's version; null when whoever asked has it, or the
 *     storage does not bring it along
 */
public record Current(Head head, @Nullable StoredManifest manifest) {}
