package io.tributary.cli;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.tributary.columns.Emails;
import io.tributary.columns.IdentifierCells;
import io.tributary.columns.Phone;
import io.tributary.columns.PhoneMigrations;
import io.tributary.columns.Phones;
import io.tributary.conform.CarriedIdentifiers;
import io.tributary.conform.ConformConfig;
import io.tributary.crypto.Hmac;
import io.tributary.crypto.KeyFile;
import io.tributary.job.JobFailure;
import io.tributary.lake.StoredLake;
import io.tributary.tables.silver.CustomerIds;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.Identifiers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Shows one customer on a page: records, evidence, metrics, segments, consent and golden values.
 */
@Command(
    name = "customer",
    description =
        "Show one customer on a page, found by id, phone, e-mail or card; needs the restricted root.",
    footer = {"", "Example: tributary customer 0912345678"})
public final class CustomerCommand implements Callable<Integer> {
  private static final int MAX_FORWARDS = 100;

  @Mixin GlobalOptions global = new GlobalOptions();

  @Parameters(index = "0", paramLabel = "WHO", description = "Customer id, phone, e-mail or card.")
  String who = "";

  @Option(
      names = "--show-pii",
      description = "Show values as they are; each look is recorded in ops.accesses.")
  boolean showsPii;

  @Override
  public Integer call() {
    try (Workspace workspace = new Workspace(global.settings(Map.of()))) {
      String customerId = find(workspace, who);
      if (showsPii) {
        Look.atCustomer("customer", customerId).record(workspace);
      }
      CustomerPage page = new CustomerPage(workspace.lake(), customerId, showsPii);
      System.out.println(global.json ? Json.of(page.json()) : page.text());
      return 0;
    }
  }

  /** The id of today of whoever is known under an id, phone, e-mail or card. */
  static String find(Workspace workspace, String who) {
    StoredLake lake = workspace.lake();
    // Anything else is a phone, an e-mail or a card, and must not become a literal in a plan.
    if (who.matches(CustomerIds.FORM)) {
      List<Row> byId =
          lake.read(CustomerIds.TABLE)
              .where(col(CustomerIds.CUSTOMER_ID).equalTo(who))
              .takeAsList(1);
      if (!byId.isEmpty()) {
        return forwarded(lake, byId.get(0));
      }
    }
    List<Row> found =
        lake.read(Identifiers.TABLE)
            .where(coalesce(col(Identifiers.IS_VALID), lit(false)))
            .where(not(coalesce(col(Identifiers.IS_DELETED), lit(false))))
            .where(col(Identifiers.IDENTIFIER_ID).isInCollection(candidates(workspace, who)))
            .join(lake.read(CustomerLinks.TABLE), Identifiers.RECORD_KEY)
            .select(CustomerLinks.CUSTOMER_ID)
            .distinct()
            .orderBy(CustomerLinks.CUSTOMER_ID)
            .takeAsList(2);
    if (found.isEmpty()) {
      throw JobFailure.config(
          "Nobody is known under that",
          "it is no customer id, and no live record carries it as phone, e-mail or card",
          "check the spelling; a customer appears after the night in which the record came");
    }
    if (found.size() > 1) {
      System.err.println("note: several customers carry it; this is the first of them");
    }
    return found.get(0).getString(0);
  }

  /** An absorbed id leads to the customer that took it in. */
  private static String forwarded(StoredLake lake, Row start) {
    Row row = start;
    for (int i = 0; i < MAX_FORWARDS && row.getAs(CustomerIds.ABSORBED_INTO) != null; i++) {
      List<Row> next =
          lake.read(CustomerIds.TABLE)
              .where(
                  col(CustomerIds.CUSTOMER_ID)
                      .equalTo(row.<String>getAs(CustomerIds.ABSORBED_INTO)))
              .takeAsList(1);
      if (next.isEmpty()) {
        break;
      }
      row = next.get(0);
    }
    return row.getAs(CustomerIds.CUSTOMER_ID);
  }

  /** Keyed ids of what the text may be, so that no value reaches a query plan. */
  private static List<String> candidates(Workspace workspace, String who) {
    ConformConfig config =
        workspace
            .settings()
            .bind("conform", ConformConfig.class)
            .in(workspace.settings().directory());
    Hmac hmac = KeyFile.read(config.keyFile());
    List<String> ids = new ArrayList<>();
    add(ids, hmac, IdentifierCells.GLOBAL, IdentifierCells.EMAIL, Emails.normalise(who));
    for (Phone phone : phones(config).parse(who, null)) {
      add(ids, hmac, IdentifierCells.GLOBAL, IdentifierCells.PHONE, phone.e164());
    }
    for (Row scope :
        workspace
            .lake()
            .read(Identifiers.TABLE)
            .where(col(Identifiers.TYPE).isin("card", "account", "crm"))
            .select(Identifiers.TYPE, Identifiers.NAMESPACE)
            .distinct()
            .collectAsList()) {
      add(ids, hmac, scope.getString(1), scope.getString(0), who.strip());
    }
    return ids;
  }

  private static Phones phones(ConformConfig config) {
    Path file = config.country().phones();
    try {
      return Phones.of(
          config.country().code(),
          PhoneMigrations.parse(config.country().code(), Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(
      List<String> ids, Hmac hmac, String namespace, String type, @Nullable String value) {
    if (value != null) {
      String id = CarriedIdentifiers.id(hmac, namespace, type, value);
      if (id != null) {
        ids.add(id);
      }
    }
  }
}
