/**
 * What data exists: {@link io.tributary.tables.Table} and, under {@code bronze}, {@code silver},
 * {@code gold} and {@code ops}, one class a table with a constant for each column.
 */
@NullMarked
package io.tributary.tables;

import org.jspecify.annotations.NullMarked;
