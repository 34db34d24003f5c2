package io.tributary.identity;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.tributary.graph.ConnectedComponents;
import io.tributary.job.Job;
import io.tributary.job.Run;
import io.tributary.lake.Lake;
import io.tributary.tables.Table;
import io.tributary.tables.Types;
import io.tributary.tables.silver.ComparedContents;
import io.tributary.tables.silver.CustomerEvents;
import io.tributary.tables.silver.CustomerIds;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.IdentifierStatus;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.LinkDecisions;
import io.tributary.tables.silver.LinkEvidence;
import io.tributary.tables.silver.LinkModels;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/** Decides which records are one customer and under which remembered id. */
public final class LinkCustomers implements Job {

  /**
   * @param maxRecords records in one customer
   * @param oneBirthDate whether records with two birth dates are two customers
   * @param edgesInOneTask pairs up to which components are found in one task; 0 = as its memory
   *     allows
   * @param loginType identifier type of a login: what tells the users of a shared device apart
   * @param paymentType identifier type of a means of payment: what tells those apart who say no
   *     more
   * @param model how records are compared
   * @param types identifier type to its rule; a type without a rule links nobody
   */
  public record Config(
      int maxRecords,
      boolean oneBirthDate,
      long edgesInOneTask,
      String loginType,
      String paymentType,
      GivenNames givenNames,
      MatchRules model,
      Map<String, IdentifierRule> types) {

    public Config {
      if (maxRecords < 1 || edgesInOneTask < 0) {
        throw new IllegalArgumentException(
            "max-records must be at least 1 and edges-in-one-task not negative");
      }
      if (!types.containsKey(loginType)) {
        throw new IllegalArgumentException("login-type must be one of types");
      }
      if (!types.containsKey(paymentType)) {
        throw new IllegalArgumentException("payment-type must be one of types");
      }
      types = new TreeMap<>(types);
    }

    ConnectedComponents components() {
      return new ConnectedComponents(edgesInOneTask);
    }

    IdentifierRules rules() {
      return new IdentifierRules(types);
    }

    Limits limits() {
      Map<String, Integer> maxPerCustomer = new TreeMap<>();
      Map<String, Limits.Window> windows = new TreeMap<>();
      types.forEach(
          (type, rule) -> {
            if (rule.maxPerCustomer() > 0) {
              maxPerCustomer.put(type, rule.maxPerCustomer());
            }
            if (rule.maxPerWindow().isPresent() && rule.windowDays().isPresent()) {
              windows.put(
                  type, new Limits.Window(rule.maxPerWindow().get(), rule.windowDays().get()));
            }
          });
      return new Limits(maxRecords, oneBirthDate, maxPerCustomer, windows);
    }
  }

  /**
   * Which word of a full name is the given name.
   *
   * @param defaultCountry of a record that states no country, ISO 3166-1 alpha-2
   * @param lastIn countries where it stands last; first elsewhere
   */
  public record GivenNames(String defaultCountry, List<String> lastIn) {}

  /** Of so many records nearly all are concerned by what changed. */
  private static final double MOST_CHANGED = 0.2;

  private final Config config;
  private final boolean isFull;
  private final double mostChanged;

  public LinkCustomers(Config config) {
    this(config, false, MOST_CHANGED);
  }

  private LinkCustomers(Config config, boolean isFull, double mostChanged) {
    this.config = config;
    this.isFull = isFull;
    this.mostChanged = mostChanged;
  }

  /** The same job, comparing and linking all records and not only those that a change concerns. */
  public LinkCustomers full() {
    return new LinkCustomers(config, true, mostChanged);
  }

  /** The same job, linking all records anew only if a greater share of them changed. */
  LinkCustomers upTo(double share) {
    return new LinkCustomers(config, isFull, share);
  }

  @Override
  public Set<Table> reads() {
    return Set.of(Identifiers.TABLE, CustomerRecords.TABLE, LinkDecisions.TABLE);
  }

  @Override
  public Set<Table> writes() {
    return Set.of(
        IdentifierStatus.TABLE,
        LinkModels.TABLE,
        ComparedContents.TABLE,
        LinkEvidence.TABLE,
        CustomerEvents.TABLE,
        CustomerIds.TABLE,
        CustomerLinks.TABLE);
  }

  @Override
  public String settings() {
    return isFull ? config + " full" : config.toString();
  }

  @Override
  public void run(Run run) {
    CustomerSets sets = new CustomerSets(config, isFull, mostChanged, run);
    CustomerSets.Built built = sets.build();
    identify(run, built);
    sets.remember(built);
  }

  /** Sets of records into customers with remembered ids; writes events first, the links last. */
  private void identify(Run run, CustomerSets.Built built) {
    Lake lake = run.lake();
    Scope scope = built.scope();
    FormerCustomers former = FormerCustomers.of(scope, lake);
    Dataset<Row> ranked = keep(StableIds.ranked(built.settled(), former.records(), former.links()));
    run.report().count("records linked anew", ranked.count());
    Dataset<Row> claims =
        keep(Claims.judge(StableIds.claims(ranked, former.ids(), former.records())));
    Dataset<Row> keptIds = Claims.kept(claims, config.components());
    Dataset<Row> customers = StableIds.customers(ranked, keptIds, former.ids(), former.links());
    Dataset<Row> assigned = keep(ranked.join(customers, Clusters.COMPONENT_ID));
    Dataset<Row> idsNow = keep(RememberedIds.of(former.idsOf(assigned), assigned, run));
    Dataset<Row> links = links(assigned, run, built.modelVersion());

    Dataset<Row> replayed =
        CustomerHistory.replay(scope.ofRecords(lake.read(CustomerEvents.TABLE)));
    appendEvents(run, keep(CustomerHistory.events(replayed, links, idsNow, run)));
    scope.writeCustomers(lake, CustomerIds.TABLE, idsNow);
    scope.writeRecords(lake, CustomerLinks.TABLE, links);
  }

  /**
   * Computed once, for steps that branch. Without a cut each step would carry the plans of all
   * before it, several times over. Losing an executor with these rows fails the run, which can be
   * repeated at any point.
   */
  static Dataset<Row> keep(Dataset<Row> plan) {
    return plan.localCheckpoint(true, StorageLevel.MEMORY_AND_DISK());
  }

  private static Dataset<Row> links(Dataset<Row> assigned, Run run, @Nullable String modelVersion) {
    Column isUnchanged = col(StableIds.FORMER_ID).equalTo(col(StableIds.CUSTOMER_ID));
    return assigned.select(
        col(StableIds.RECORD_KEY),
        col(StableIds.CUSTOMER_ID),
        col(Clusters.COMPONENT_ID),
        when(isUnchanged, col(StableIds.FORMER_LINKED_AT))
            .otherwise(lit(run.asOf()))
            .as(CustomerLinks.LINKED_AT),
        lit(modelVersion).cast(Types.STRING).as(CustomerLinks.MODEL_VERSION));
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
}
