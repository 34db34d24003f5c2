/** What customers agreed to, and their rights: here, the consent of a customer by purpose. */
@NullMarked
package io.tributary.privacy;

import org.jspecify.annotations.NullMarked;
