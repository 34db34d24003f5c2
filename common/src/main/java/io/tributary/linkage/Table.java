package io.tributary.linkage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file as delivered: a name, a header, and rows of texts.
 *
 * @param ids the id of each row, unique in the table; columns of ids are not among {@code columns}
 * @param rows for each row its cells, in the order of the columns; null for an empty cell
 */
public record Table(
    String name, List<String> columns, List<String> ids, List<@Nullable String[]> rows) {}
