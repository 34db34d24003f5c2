/** What the pipeline knows of itself: runs, files, rejects. */
@NullMarked
package io.tributary.tables.ops;

import org.jspecify.annotations.NullMarked;
