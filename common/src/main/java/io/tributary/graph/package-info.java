/**
 * Which nodes of a graph hang together, and into which clusters a component falls when clusters
 * have limits. A library of its own: {@link io.tributary.graph.ConnectedComponents} labels graphs
 * of any size, {@link io.tributary.graph.LinkGraph} clusters one component in one task.
 */
@NullMarked
package io.tributary.graph;

import org.jspecify.annotations.NullMarked;
