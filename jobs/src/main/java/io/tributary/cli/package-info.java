/** The commands of {@code tributary}, one class each; they print and call, and decide nothing. */
@NullMarked
package io.tributary.cli;

import org.jspecify.annotations.NullMarked;
