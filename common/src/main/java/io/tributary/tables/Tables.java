package io.tributary.tables;

import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.gold.CustomerConsents;
import io.tributary.tables.gold.CustomerContacts;
import io.tributary.tables.gold.Customers;
import io.tributary.tables.gold.DeliveredKeys;
import io.tributary.tables.gold.Deliveries;
import io.tributary.tables.gold.DeliveryExclusions;
import io.tributary.tables.gold.SegmentMembers;
import io.tributary.tables.gold.SegmentSnapshots;
import io.tributary.tables.ops.Accesses;
import io.tributary.tables.ops.CollectedFiles;
import io.tributary.tables.ops.Rejects;
import io.tributary.tables.ops.Runs;
import io.tributary.tables.silver.CampaignResponses;
import io.tributary.tables.silver.ComparedContents;
import io.tributary.tables.silver.Consents;
import io.tributary.tables.silver.CustomerEvents;
import io.tributary.tables.silver.CustomerIds;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerMetrics;
import io.tributary.tables.silver.CustomerRecordVersions;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.IdentifierStatus;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.LinkDecisions;
import io.tributary.tables.silver.LinkEvidence;
import io.tributary.tables.silver.LinkModels;
import io.tributary.tables.silver.Products;
import io.tributary.tables.silver.Rates;
import io.tributary.tables.silver.Sessions;
import io.tributary.tables.silver.ThirdPartyAttributes;
import io.tributary.tables.silver.TransactionLines;
import io.tributary.tables.silver.Transactions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every table of the lake. What is not in this list does not exist: upkeep, the dictionary and the
 * checks go through it.
 */
public final class Tables {
  public static final List<Table> ALL =
      Stream.concat(
              DeliveredRows.ALL.stream(),
              Stream.of(
                  Accesses.TABLE,
                  Runs.TABLE,
                  CollectedFiles.TABLE,
                  Rejects.TABLE,
                  CustomerRecords.TABLE,
                  CustomerRecordVersions.TABLE,
                  Identifiers.TABLE,
                  IdentifierStatus.TABLE,
                  Transactions.TABLE,
                  TransactionLines.TABLE,
                  Sessions.TABLE,
                  Consents.TABLE,
                  CampaignResponses.TABLE,
                  ThirdPartyAttributes.TABLE,
                  Products.TABLE,
                  Rates.TABLE,
                  LinkDecisions.TABLE,
                  LinkModels.TABLE,
                  ComparedContents.TABLE,
                  LinkEvidence.TABLE,
                  CustomerLinks.TABLE,
                  CustomerIds.TABLE,
                  CustomerEvents.TABLE,
                  CustomerMetrics.TABLE,
                  CustomerConsents.TABLE,
                  Customers.TABLE,
                  CustomerContacts.TABLE,
                  SegmentMembers.TABLE,
                  SegmentSnapshots.TABLE,
                  Deliveries.TABLE,
                  DeliveryExclusions.TABLE,
                  DeliveredKeys.TABLE))
          .toList();

  /** The table called {@code layer.name}. */
  public static Optional<Table> named(String qualifiedName) {
    return ALL.stream().filter(table -> table.qualifiedName().equals(qualifiedName)).findFirst();
  }

  private Tables() {}
}
