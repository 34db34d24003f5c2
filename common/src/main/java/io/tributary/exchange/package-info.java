/** Numbers between tasks, without rows and without boxes. */
@NullMarked
package io.tributary.exchange;

import org.jspecify.annotations.NullMarked;
