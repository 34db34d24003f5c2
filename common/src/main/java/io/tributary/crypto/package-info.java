/** Keyed hashes, whose key lives in a file outside the lake. */
@NullMarked
package io.tributary.crypto;

import org.jspecify.annotations.NullMarked;
