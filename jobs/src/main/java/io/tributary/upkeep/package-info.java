/** Keeps the tables in shape; changes no row. */
@NullMarked
package io.tributary.upkeep;

import org.jspecify.annotations.NullMarked;
