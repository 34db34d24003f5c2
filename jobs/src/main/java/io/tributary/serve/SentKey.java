package io.tributary.serve;

import java.io.Serializable;

/**
 * One key of a customer exactly as it was sent, so that it can be taken back when the customer's
 * own data has changed or is gone.
 *
 * @param type the {@link MatchKey#type}
 * @param value the cell as sent; the cells of a key of several fields are joined by {@code |}
 */
public record SentKey(String type, String value) implements Serializable {}
