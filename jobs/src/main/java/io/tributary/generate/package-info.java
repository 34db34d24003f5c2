/**
 * Invented customers of a Vietnamese retailer and everything its systems would deliver about them,
 * with the truth beside it: who each record is, which dirty case sits where, and the stochastic
 * model behind the purchases. Plain Java; the same seed gives the same bytes with any number of
 * threads.
 */
@NullMarked
package io.tributary.generate;

import org.jspecify.annotations.NullMarked;
