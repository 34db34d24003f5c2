/**
 * Record linkage: which records describe the same customer, by a probabilistic model that is
 * trained on the records themselves, without labels. Plain Java on records in memory; knows neither
 * Spark nor the jobs.
 *
 * <p>The way of a record: {@link io.tributary.linkage.ColumnRecognition} says what each column
 * holds, {@link io.tributary.linkage.RecordReader} prepares its values, {@link
 * io.tributary.linkage.BlockingKeys} puts it into small blocks, {@link
 * io.tributary.linkage.Comparisons} turns two records into a pattern of agreement levels, {@link
 * io.tributary.linkage.Model} weighs the pattern in bits, and {@link
 * io.tributary.linkage.AverageLinkage} groups records by the weights. {@link
 * io.tributary.linkage.Linker} is all of it in one call.
 */
@NullMarked
package io.tributary.linkage;

import org.jspecify.annotations.NullMarked;
