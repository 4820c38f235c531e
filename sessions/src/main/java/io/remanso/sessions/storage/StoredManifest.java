package io.remanso.sessions.storage;

/**
 * A manifest as a backend keeps it, one per kept version.
 *
 * @param version the version
 * @param state the id of these bytes; a version that is amended gets other bytes and another id
 * @param json the bytes of {@link io.remanso.tables.ManifestJson}; not changed by either side
 */
public record StoredManifest(int version, String state, byte[] json) {}
