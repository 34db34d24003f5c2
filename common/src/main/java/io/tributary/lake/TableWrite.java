package io.tributary.lake;

import io.tributary.tables.Table;

/**
 * What one write did, as its commit says.
 *
 * @param version of the table afterwards; -1 when there still is no table
 * @param isNew false when nothing had to be written, or a retry found its own earlier commit
 * @param rows written, updated and inserted rows; 0 when {@code isNew} is false
 */
public record TableWrite(Table table, long version, boolean isNew, long rows) {}
