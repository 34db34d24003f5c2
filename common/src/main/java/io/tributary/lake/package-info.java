/** The only code that touches Delta and files. */
@NullMarked
package io.tributary.lake;

import org.jspecify.annotations.NullMarked;
