/** Delivered rows that met their contract: one table a kind of source, all of one shape. */
@NullMarked
package io.tributary.tables.bronze;

import org.jspecify.annotations.NullMarked;
