/** Normalised records, identifiers, events and the identity graph. */
@NullMarked
package io.tributary.tables.silver;

import org.jspecify.annotations.NullMarked;
