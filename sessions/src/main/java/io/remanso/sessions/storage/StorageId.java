package io.remanso.sessions.storage;

/**
 * What chunks are kept under: a session or a temporary item. Its value is safe as a file name and
 * as a part of a key.
 */
public sealed interface StorageId permits SessionId, TempId {

    String value();
}
