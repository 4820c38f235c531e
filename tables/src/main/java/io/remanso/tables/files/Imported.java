package io.remanso.tables.files;

import io.remanso.tables.Manifest;

/**
 * A file as a table.
 *
 * @param manifest the table, whose chunks are staged and not yet committed
 */
public record Imported(Manifest manifest, ImportReport report) {}
