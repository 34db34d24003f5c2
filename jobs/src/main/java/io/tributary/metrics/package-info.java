/**
 * What the facts say of each customer: lifetime value, RFM scores, engagement. Facts of records
 * become facts of customers through the links, so a night's re-linking moves them along.
 */
@NullMarked
package io.tributary.metrics;

import org.jspecify.annotations.NullMarked;
