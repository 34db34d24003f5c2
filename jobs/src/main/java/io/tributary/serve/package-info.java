/**
 * Serve: the customers of a segment as files in a destination's own format, and their way to it.
 *
 * <p>A {@link io.tributary.serve.Format} turns a customer into the cells of a row, a pure function
 * that runs where the customers are; {@link io.tributary.serve.AudienceFile} writes sorted rows to
 * the same bytes every time; a {@link io.tributary.serve.Drop} publishes such a file once, however
 * often it is asked to.
 */
@NullMarked
package io.tributary.serve;

import org.jspecify.annotations.NullMarked;
