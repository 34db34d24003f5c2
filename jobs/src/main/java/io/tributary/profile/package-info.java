/**
 * One profile for each customer: the golden record by survivorship, with the provenance of every
 * value, and the customer with attributes, metrics and what vendors say.
 */
@NullMarked
package io.tributary.profile;

import org.jspecify.annotations.NullMarked;
