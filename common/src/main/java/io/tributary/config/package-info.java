/** HOCON to records, strictly. */
@NullMarked
package io.tributary.config;

import org.jspecify.annotations.NullMarked;
