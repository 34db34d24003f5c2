/** Digests and keyed hashes: how a value becomes a pseudonym. */
@NullMarked
package io.tributary.crypto;

import org.jspecify.annotations.NullMarked;
