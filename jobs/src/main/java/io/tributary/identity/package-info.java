/**
 * Which records are one customer, why, and under which remembered id. Identifiers that may link
 * make stars of evidence; components of the evidence, cut where they break a limit, are the
 * customers.
 */
@NullMarked
package io.tributary.identity;

import org.jspecify.annotations.NullMarked;
