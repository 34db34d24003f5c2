/**
 * Takes delivered files in: finds them, reads them by their source contract, rejects what does not
 * meet it with every reason, keeps the rest as delivered. Each content exactly once.
 */
@NullMarked
package io.tributary.collect;

import org.jspecify.annotations.NullMarked;
