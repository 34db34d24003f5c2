package io.tributary.cli;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.lake.StoredLake;
import io.tributary.tables.ops.Accesses;
import io.tributary.testing.Printed;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class SqlCommandTest {
  private static final String CONTACTS = "SELECT value FROM gold.customer_contacts";

  @Test
  void eachLookAtRestrictedTablesIsRecordedWithoutTheQuestion(
      SparkSession spark, @TempDir Path directory) {
    StoredLake lake = TestLake.onDisk(spark, directory).lake();

    // Nothing is shown by these.
    assertThat(sql(directory, CONTACTS)).isEqualTo(2);
    assertThat(sql(directory, "SELECT nothing FROM gold.customer_contacts", "--restricted"))
        .isEqualTo(2);
    assertThat(sql(directory, "SELECT region FROM gold.customers", "--restricted")).isZero();
    assertThat(lake.version(Accesses.TABLE)).isNegative();

    Instant begun = Instant.now();
    assertThat(
            sql(
                directory,
                CONTACTS
                    + " JOIN gold.customers USING (customer_id) JOIN silver.customer_records"
                    + " WHERE value = '0912345678'",
                "--restricted",
                "--json"))
        .isZero();
    Instant ended = Instant.now();

    List<Row> looks = lake.read(Accesses.TABLE).collectAsList();
    assertThat(looks).hasSize(1);
    assertThat(looks.get(0).<Timestamp>getAs(Accesses.ACCESSED_AT).toInstant())
        .isBetween(begun, ended);
    assertThat(
            lake.read(Accesses.TABLE)
                .select(
                    col(Accesses.ACCESSED_BY),
                    col(Accesses.CUSTOMER_ID),
                    col(Accesses.COMMAND),
                    array_join(col(Accesses.TABLES), ","))
                .collectAsList())
        .containsExactly(
            RowFactory.create(
                System.getProperty("user.name"),
                null,
                "sql",
                "gold.customer_contacts,silver.customer_records"));
  }

  private static int sql(Path directory, String question, String... options) {
    List<String> command = new java.util.ArrayList<>(List.of("sql", question));
    command.addAll(List.of(options));
    for (String place : List.of("lake.root", "landing.root", "outbox.root")) {
      String folder = place.substring(0, place.indexOf('.'));
      command.addAll(List.of("--set", place + "=" + directory.resolve(folder)));
    }
    return Printed.by(command).exitCode();
  }
}
