package io.tributary;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.job.JobOutcome;
import io.tributary.job.RunOutcome;
import io.tributary.lake.StoredLake;
import io.tributary.tables.Table;
import io.tributary.tables.Tables;
import io.tributary.tables.gold.Customers;
import io.tributary.tables.gold.Deliveries;
import io.tributary.tables.gold.DeliveryExclusions;
import io.tributary.tables.ops.CollectedFiles;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.testing.SampleNights;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The nights of data-samples through the shipped pipeline, the last of them twice. */
@Tag("full")
@ExtendWith(SampleNights.Extension.class)
class EndToEndTest {

  @Test
  void aSecondIdenticalRunChangesNothing(SampleNights nights) {
    StoredLake lake = nights.lake();

    Map<String, Long> versions = versions(lake);
    RunOutcome second = nights.run(SampleNights.LAST);

    assertThat(second.jobs()).extracting(JobOutcome::state).containsOnly(JobOutcome.State.SKIPPED);
    assertThat(versions(lake)).isEqualTo(versions);
    nothingIsLost(lake);
    everyLiveRecordHasOneCustomer(lake);
    everyMemberIsAllowedOrExcludedOnce(lake);
  }

  private static void nothingIsLost(StoredLake lake) {
    assertThat(
            lake.read(CollectedFiles.TABLE)
                .where(
                    col(CollectedFiles.LINES)
                        .notEqual(
                            col(CollectedFiles.LOADED)
                                .plus(col(CollectedFiles.REJECTED))
                                .plus(col(CollectedFiles.DUPLICATES))))
                .count())
        .isZero();
  }

  private static void everyLiveRecordHasOneCustomer(StoredLake lake) {
    var live =
        lake.read(CustomerRecords.TABLE).where(col(CustomerRecords.IS_DELETED).equalTo(lit(false)));
    var links = lake.read(CustomerLinks.TABLE);

    assertThat(live.join(links, CustomerLinks.RECORD_KEY).count()).isEqualTo(live.count());
    assertThat(links.count()).isEqualTo(live.count());
    assertThat(lake.read(Customers.TABLE).count())
        .isEqualTo(links.select(CustomerLinks.CUSTOMER_ID).distinct().count());
  }

  /** Members = allowed + excluded, each excluded one once. */
  private static void everyMemberIsAllowedOrExcludedOnce(StoredLake lake) {
    var excluded =
        lake.read(DeliveryExclusions.TABLE)
            .groupBy(DeliveryExclusions.DELIVERY_ID)
            .sum(DeliveryExclusions.CUSTOMER_COUNT)
            .toDF(Deliveries.DELIVERY_ID, "excluded");
    var unbalanced =
        lake.read(Deliveries.TABLE)
            .join(excluded, Deliveries.DELIVERY_ID)
            .where(
                col(Deliveries.MEMBER_COUNT)
                    .notEqual(col(Deliveries.ALLOWED_COUNT).plus(col("excluded"))));

    assertThat(lake.read(Deliveries.TABLE).count()).isPositive();
    assertThat(unbalanced.count()).isZero();
  }

  private static Map<String, Long> versions(StoredLake lake) {
    Map<String, Long> versions = new TreeMap<>();
    for (Table table : Tables.ALL) {
      if (table.layer() != Table.Layer.OPS) {
        versions.put(table.qualifiedName(), lake.version(table));
      }
    }
    return versions;
  }
}
