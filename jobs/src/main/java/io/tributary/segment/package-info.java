/**
 * Segments: who belongs to which, since when and why.
 *
 * <p>A definition is a file of {@code conf/segments}: it binds to a {@link
 * io.tributary.segment.SegmentDefinition} and becomes a {@link io.tributary.segment.Condition},
 * which knows no engine. {@link io.tributary.segment.Segments} holds all of them in the order in
 * which they refer to each other; {@link io.tributary.segment.SegmentEvaluation} compiles them into
 * one pass over each table; {@link io.tributary.segment.Stays} turns who is in today into stays.
 */
@NullMarked
package io.tributary.segment;

import org.jspecify.annotations.NullMarked;
