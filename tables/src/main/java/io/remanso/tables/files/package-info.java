/**
 * Files in and out. Open {@link io.remanso.tables.files.TableImport} first: it looks at a file,
 * finds out how it is written (encoding, dialect, header, types) and turns it into a table; {@link
 * io.remanso.tables.files.TableExport} writes a table as a file. Both stream and hold a few slices
 * in memory, whatever the size of the file.
 */
@NullMarked
package io.remanso.tables.files;

import org.jspecify.annotations.NullMarked;
