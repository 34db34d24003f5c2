package io.tributary.cli;

import io.tributary.job.JobFailure;
import io.tributary.linkage.Role;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What columns hold, as a user says it: {@code phone=mobile_no,phone=contact_no}. */
final class StatedRoles {
  private StatedRoles() {}

  /**
   * @param stated each {@code ROLE=COL}; several columns may have one role
   * @param columns that may be named
   * @return column to role
   * @throws JobFailure CONFIG for an unknown role or column, and for a column of two roles
   */
  static Map<String, Role> of(List<String> stated, Collection<String> columns) {
    Map<String, Role> roles = new LinkedHashMap<>();
    for (String pair : stated) {
      int at = pair.indexOf('=');
      if (at < 0) {
        throw JobFailure.config(
            "Cannot read '" + pair + "' in --map", "it has no =", "write ROLE=COL");
      }
      Role role = role(pair.substring(0, at));
      String column = pair.substring(at + 1).strip();
      if (!columns.contains(column)) {
        throw JobFailure.config(
            "No column '" + column + "' to map",
            "the files have " + String.join(", ", columns),
            "name one that is neither --id nor --truth");
      }
      Role other = roles.putIfAbsent(column, role);
      if (other != null && other != role) {
        throw JobFailure.config(
            "Column '" + column + "' has two roles in --map",
            "it is to be " + other.label() + " and " + role.label(),
            "give it one of them");
      }
    }
    return roles;
  }

  private static Role role(String label) {
    return Role.named(label)
        .orElseThrow(
            () ->
                JobFailure.config(
                    "No role '" + label + "' in --map", "the roles are " + labels(), "choose one"));
  }

  private static String labels() {
    return String.join(", ", Arrays.stream(Role.values()).map(Role::label).toList());
  }
}
