package io.tributary.linkage;

/**
 * A record, prepared for comparison.
 *
 * @param id unique in its source
 * @param source the file or system that delivered it
 * @param values for each field its distinct values; none if it is missing
 */
public record LinkRecord(String id, String source, Value[][] values) {}
