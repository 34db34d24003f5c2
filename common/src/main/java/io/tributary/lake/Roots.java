package io.tributary.lake;

import io.tributary.tables.Table;
import java.util.Optional;

/**
 * Where the tables live. Tables with direct identifiers stand under a root of their own, so that
 * one permission keeps analysts away from personal data.
 *
 * @param root of open tables
 * @param restrictedRoot of tables with direct identifiers; the sibling {@code <root>-restricted}
 *     unless said otherwise
 */
public record Roots(String root, Optional<String> restrictedRoot) {

  public Roots {
    root = withoutSlash(root);
    restrictedRoot = restrictedRoot.map(Roots::withoutSlash);
    String restricted = restrictedRoot.orElse(root + "-restricted");
    if (restricted.equals(root) || restricted.startsWith(root + "/")) {
      throw new IllegalArgumentException(
          "restricted-root must not lie in root: whoever may read the open tables could read it");
    }
  }

  /** Path of a table. */
  public String path(Table table) {
    String base = table.isRestricted() ? restricted() : root;
    return base + "/" + table.layer().folder() + "/" + table.name();
  }

  /** The root of tables with direct identifiers. */
  public String restricted() {
    return restrictedRoot.orElse(root + "-restricted");
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") && path.length() > 1 ? path.substring(0, path.length() - 1) : path;
  }
}
