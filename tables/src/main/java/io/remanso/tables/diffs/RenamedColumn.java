package io.remanso.tables.diffs;

/** A column that both versions have, under different names. */
public record RenamedColumn(String from, String to) {}
