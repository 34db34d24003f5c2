/**
 * What is measured, against whom, and with which command. A benchmark is a subcommand of {@link
 * io.tributary.bench.Bench}; its results stand in {@code benchmarks/results}, each with its
 * command.
 */
@NullMarked
package io.tributary.bench;

import org.jspecify.annotations.NullMarked;
