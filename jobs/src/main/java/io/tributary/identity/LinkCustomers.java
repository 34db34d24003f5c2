package io.tributary.identity;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.tributary.graph.Components;
import io.tributary.graph.ConnectedComponents;
import io.tributary.job.Job;
import io.tributary.job.Run;
import io.tributary.lake.Lake;
import io.tributary.tables.Table;
import io.tributary.tables.Types;
import io.tributary.tables.silver.CustomerEvents;
import io.tributary.tables.silver.CustomerIds;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.IdentifierStatus;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.LinkEvidence;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Decides which records are one customer and under which remembered id. */
public final class LinkCustomers implements Job {

  /**
   * @param maxRecords records in one customer
   * @param oneBirthDate whether records with two birth dates are two customers
   * @param edgesInOneTask pairs up to which components are found in one task; 0 = as its memory
   *     allows
   * @param loginType identifier type of a login: what tells the users of a shared device apart
   * @param types identifier type to its rule; a type without a rule links nobody
   */
  public record Config(
      int maxRecords,
      boolean oneBirthDate,
      long edgesInOneTask,
      String loginType,
      GivenNames givenNames,
      Map<String, IdentifierRule> types) {

    public Config {
      if (maxRecords < 1 || edgesInOneTask < 0) {
        throw new IllegalArgumentException(
            "max-records must be at least 1 and edges-in-one-task not negative");
      }
      if (!types.containsKey(loginType)) {
        throw new IllegalArgumentException("login-type must be one of types");
      }
      types = new TreeMap<>(types);
    }

    IdentifierRules rules() {
      return new IdentifierRules(types);
    }

    Limits limits() {
      Map<String, Integer> maxPerCustomer = new TreeMap<>();
      types.forEach(
          (type, rule) -> {
            if (rule.maxPerCustomer() > 0) {
              maxPerCustomer.put(type, rule.maxPerCustomer());
            }
          });
      return new Limits(maxRecords, oneBirthDate, maxPerCustomer);
    }
  }

  /**
   * Which word of a full name is the given name.
   *
   * @param defaultCountry of a record without country, ISO 3166-1 alpha-2
   * @param lastIn countries where it stands last; first elsewhere
   */
  public record GivenNames(String defaultCountry, List<String> lastIn) {}

  private final Config config;

  public LinkCustomers(Config config) {
    this.config = config;
  }

  @Override
  public Set<Table> reads() {
    return Set.of(Identifiers.TABLE, CustomerRecords.TABLE);
  }

  @Override
  public Set<Table> writes() {
    return Set.of(
        IdentifierStatus.TABLE,
        LinkEvidence.TABLE,
        CustomerEvents.TABLE,
        CustomerIds.TABLE,
        CustomerLinks.TABLE);
  }

  @Override
  public String settings() {
    return config.toString();
  }

  @Override
  public void run(Run run) {
    identify(run, cluster(run));
  }

  /** Records into sets; writes what spoke for and against each link. */
  private Dataset<Row> cluster(Run run) {
    Lake lake = run.lake();
    Dataset<Row> records = lake.read(CustomerRecords.TABLE);
    Dataset<Row> carriers = keep(Carriers.of(lake.read(Identifiers.TABLE), records, config));
    Dataset<Row> judged = keep(IdentifierLimits.judge(carriers, config.rules()));
    lake.overwrite(IdentifierStatus.TABLE, IdentifierLimits.table(judged));
    reportStatus(run, judged);

    Dataset<Row> linking = keep(Evidence.linking(carriers, judged));
    Dataset<Row> evidence = keep(Evidence.of(linking, config.rules()));
    Dataset<Row> labels = label(run, Clusters.edges(evidence));
    Dataset<Row> members = keep(Clusters.members(records, labels));
    Limits limits = config.limits();
    Dataset<Row> limited = Clusters.limited(linking, limits);
    Dataset<Row> broken = keep(Clusters.broken(members, limited, limits));
    Dataset<Row> cut = keep(Clusters.cut(members, limited, evidence, broken, limits));
    Dataset<Row> refused = cut.where(col(LinkEvidence.LEFT_KEY).isNotNull());
    lake.overwrite(LinkEvidence.TABLE, Evidence.withRefused(evidence, refused));
    return Clusters.settled(members, broken, cut);
  }

  /** Sets of records into customers with remembered ids; writes events first, the links last. */
  private void identify(Run run, Dataset<Row> settled) {
    Lake lake = run.lake();
    Dataset<Row> records = lake.read(CustomerRecords.TABLE);
    Dataset<Row> ids = lake.read(CustomerIds.TABLE);
    Dataset<Row> lastLinks = lake.read(CustomerLinks.TABLE);
    Dataset<Row> ranked = keep(StableIds.ranked(settled, records, lastLinks));
    Dataset<Row> claims = keep(Claims.judge(StableIds.claims(ranked, ids, records)));
    Dataset<Row> keptIds = Claims.kept(claims, components());
    Dataset<Row> customers = StableIds.customers(ranked, keptIds, ids, lastLinks);
    Dataset<Row> assigned = keep(ranked.join(customers, Clusters.COMPONENT_ID));
    Dataset<Row> idsNow = keep(RememberedIds.of(ids, assigned, run));
    Dataset<Row> links = links(assigned, run);

    Dataset<Row> replayed = CustomerHistory.replay(lake.read(CustomerEvents.TABLE));
    appendEvents(run, keep(CustomerHistory.events(replayed, links, idsNow, run)));
    lake.overwrite(CustomerIds.TABLE, idsNow);
    lake.overwrite(CustomerLinks.TABLE, links);
  }

  private ConnectedComponents components() {
    return new ConnectedComponents(config.edgesInOneTask());
  }

  private Dataset<Row> label(Run run, Dataset<Row> edges) {
    Components found = components().label(edges);
    run.report().count("components", found.components());
    run.report().count("largest component", found.largest());
    run.report().count("components checksum", found.checksum());
    return found.labels();
  }

  /**
   * Computed once, for steps that branch. Without a cut each step would carry the plans of all
   * before it, several times over. Losing an executor with these rows fails the run, which can be
   * repeated at any point.
   */
  private static Dataset<Row> keep(Dataset<Row> plan) {
    return plan.localCheckpoint(true, StorageLevel.MEMORY_AND_DISK());
  }

  private static Dataset<Row> links(Dataset<Row> assigned, Run run) {
    Column isUnchanged = col(StableIds.FORMER_ID).equalTo(col(StableIds.CUSTOMER_ID));
    return assigned.select(
        col(StableIds.RECORD_KEY),
        col(StableIds.CUSTOMER_ID),
        col(Clusters.COMPONENT_ID),
        when(isUnchanged, col(StableIds.FORMER_LINKED_AT))
            .otherwise(lit(run.asOf()))
            .as(CustomerLinks.LINKED_AT),
        lit(null).cast(Types.STRING).as(CustomerLinks.MODEL_VERSION));
  }

  /** A retry within a run appends once; other events of the same interval are another append. */
  private static void appendEvents(Run run, Dataset<Row> events) {
    Column[] said =
        List.of(
                CustomerEvents.KIND,
                CustomerEvents.CUSTOMER_ID,
                CustomerEvents.OTHER_CUSTOMER_ID,
                CustomerEvents.RECORD_KEY)
            .stream()
            .map(column -> coalesce(col(column), lit("")))
            .toArray(Column[]::new);
    List<Row> kinds =
        events
            .groupBy(col(CustomerEvents.KIND))
            .agg(count(lit(1)), bit_xor(xxhash64(said)))
            .orderBy(col(CustomerEvents.KIND))
            .collectAsList();
    kinds.forEach(
        kind -> run.report().count(kind.getString(0).toLowerCase(Locale.ROOT), kind.getLong(1)));
    if (!kinds.isEmpty()) {
      run.lake().appendOnce(CustomerEvents.TABLE, "events", run.id() + kinds, events);
    }
  }

  private static void reportStatus(Run run, Dataset<Row> judged) {
    judged
        .where(col(IdentifierStatus.STATUS).notEqual(IdentifierLimits.OK))
        .groupBy(col(IdentifierStatus.STATUS), col(IdentifierStatus.TYPE))
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(
            row ->
                run.report()
                    .count(
                        row.getString(0).toLowerCase(Locale.ROOT) + " " + row.getString(1),
                        row.getLong(2)));
  }
}
