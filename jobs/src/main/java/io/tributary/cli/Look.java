package io.tributary.cli;

import io.tributary.lake.StoredLake;
import io.tributary.tables.Table;
import io.tributary.tables.ops.Accesses;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * A look at unmasked data, which is written down before anything is shown.
 *
 * @param command as it is typed
 * @param customerId whose data it is, null for whole tables
 * @param tables names of the tables that are asked, none for a customer
 */
record Look(String command, @Nullable String customerId, List<String> tables) {

  static Look atCustomer(String command, String customerId) {
    return new Look(command, customerId, List.of());
  }

  static Look atTables(String command, List<Table> tables) {
    return new Look(command, null, tables.stream().map(Table::qualifiedName).sorted().toList());
  }

  void record(Workspace workspace) {
    Instant now = Clock.systemUTC().instant();
    StoredLake lake = workspace.lakeToWrite(Accesses.TABLE, command, now);
    Row row =
        RowFactory.create(
            Timestamp.from(now),
            System.getProperty("user.name"),
            customerId,
            command,
            tables.toArray());
    String at = customerId == null ? tables.toString() : customerId;
    lake.appendOnce(Accesses.TABLE, command, at, lake.rows(Accesses.TABLE.schema(), List.of(row)));
  }
}
