package io.remanso.server.api;

import io.swagger.v3.oas.annotations.Parameter;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The parameters of a call that imports a file, for the OpenAPI document. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(name = "filename", description = "name of the file when it is the raw body")
@Parameter(name = "sheet", description = "sheet of a workbook")
@Parameter(name = "encoding", description = "charset, like UTF-8 or windows-1252")
@Parameter(name = "delimiter", description = "text between two fields; \\t is a tab")
@Parameter(name = "quote", description = "character around fields; empty for none")
@Parameter(name = "decimal", description = "decimal sign, or a JSON object per column")
@Parameter(name = "header", description = "whether the first record holds the column names")
@Parameter(name = "skip_rows", description = "lines to leave out before the header")
@Parameter(name = "null_values", description = "text that means null, or a JSON array of texts")
@Parameter(name = "types", description = "JSON object: column to dtype; * is every other column")
@Parameter(name = "ttl_seconds", description = "time to live of the session")
@interface ImportParameters {}
