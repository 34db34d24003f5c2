/** The pipeline and its command line; each stage has a package of its own. */
@NullMarked
package io.tributary;

import org.jspecify.annotations.NullMarked;
