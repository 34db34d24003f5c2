/** Connected components of graphs that do not fit one machine, as a library of its own. */
@NullMarked
package io.tributary.graph;

import org.jspecify.annotations.NullMarked;
