/** What analysts, marketers and destinations use: customers, consents, segments, deliveries. */
@NullMarked
package io.tributary.tables.gold;

import org.jspecify.annotations.NullMarked;
