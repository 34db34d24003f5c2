/**
 * The run report: what came of one data interval, read from the tables alone, as one HTML file that
 * needs no network, and an index of past ones. Figures only, no personal data: no name, no contact
 * point, no id of a customer or of an identifier.
 */
@NullMarked
package io.tributary.report;

import org.jspecify.annotations.NullMarked;
