/**
 * From bronze to silver: the latest version of each delivered row, normalised once, in tables that
 * no longer know how a source wrote. Nothing is rejected here: a value that cannot be used becomes
 * null and is counted.
 */
@NullMarked
package io.tributary.conform;

import org.jspecify.annotations.NullMarked;
