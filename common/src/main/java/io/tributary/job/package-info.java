/** How a job runs: what it may read and write, what it reports, how it fails. */
@NullMarked
package io.tributary.job;

import org.jspecify.annotations.NullMarked;
