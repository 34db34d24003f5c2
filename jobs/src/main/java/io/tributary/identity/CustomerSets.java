package io.tributary.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.tributary.graph.Components;
import io.tributary.job.Run;
import io.tributary.lake.Lake;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.IdentifierStatus;
import io.tributary.tables.silver.LinkDecisions;
import io.tributary.tables.silver.LinkEvidence;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Records into sets that are one customer each: gathers what speaks for and against each link,
 * finds the components, cuts those that break a limit, and proves that none is broken then.
 */
final class CustomerSets {
  private final LinkCustomers.Config config;
  private final Limits limits;
  private final Run run;
  private final Lake lake;
  private final ModelInUse model;
  private final double mostChanged;

  /**
   * The sets, before they have ids.
   *
   * @param scope the records that were decided anew
   * @param settled each live one of them with the smallest record key of its set
   * @param used the model in use with what it compared, or null
   */
  record Built(Scope scope, Dataset<Row> settled, Matching.@Nullable Used used) {

    @Nullable String modelVersion() {
      return used == null ? null : used.model().version();
    }
  }

  /**
   * @param isFull whether all records are compared and decided anew, whatever was before
   * @param mostChanged share of the records from which on all are decided anew
   */
  CustomerSets(LinkCustomers.Config config, boolean isFull, double mostChanged, Run run) {
    this.config = config;
    this.mostChanged = mostChanged;
    this.limits = config.limits();
    this.run = run;
    this.lake = run.lake();
    this.model = new ModelInUse(config, isFull, run);
  }

  /** Also writes what was judged, and the evidence with what was refused and why. */
  Built build() {
    Dataset<Row> records = lake.read(CustomerRecords.TABLE);
    // Read once: stewards may decide meanwhile.
    Dataset<Row> standing = collected(Decisions.standing(lake.read(LinkDecisions.TABLE)));
    Optional<Dataset<Row>> changed =
        model.lastRun().flatMap(last -> new Changes(lake, mostChanged).since(last, standing));
    Basis basis = Basis.of(config, changed.orElse(null), lake, new Matching(config, model, run));
    Scope scope = basis.scope();
    Dataset<Row> said = basis.said();
    Dataset<Row> decided = collected(Decisions.evidence(standing, records));
    reportGone(Decisions.without(decided, standing));
    Dataset<Row> apart = Decisions.apart(decided);
    Dataset<Row> linking =
        NamesOfOnePerson.joined(basis.linking(), said, apart, config.oneBirthDate());
    Dataset<Row> evidence =
        BorrowedNames.evidence(linking, said.unionByName(decided), apart, config);
    Dataset<Row> others = scope.otherPairs(lake.read(LinkEvidence.TABLE));
    Sets sets = cluster(scope.ofRecords(records), linking, evidence, others, decided);
    model.forget();
    scope.writeValues(lake, basis.status());
    reportStatus(lake.read(IdentifierStatus.TABLE));
    scope.writePairs(lake, Evidence.afterLimits(evidence, sets.cut()));
    return new Built(scope, sets.settled(), basis.used());
  }

  /** To be called when the customers are written. */
  void remember(Built built) {
    if (built.used() != null) {
      model.remember(built.used());
    }
  }

  /**
   * @param settled each live record with the smallest record key of its set
   * @param cut rows of {@link ClusterCut#of}
   */
  private record Sets(Dataset<Row> settled, Dataset<Row> cut) {}

  /**
   * @param others evidence of records beside these
   * @param decided the evidence of stewards
   */
  private Sets cluster(
      Dataset<Row> records,
      Dataset<Row> linking,
      Dataset<Row> evidence,
      Dataset<Row> others,
      Dataset<Row> decided) {
    Dataset<Row> apart = Decisions.apart(decided);
    Dataset<Row> edges = Clusters.edges(evidence.unionByName(Evidence.beforeLimits(others)));
    Dataset<Row> members = keep(Clusters.members(records, label(edges)));
    Dataset<Row> linked = BirthDays.meant(Clusters.linked(members), limits);
    Dataset<Row> limited = Clusters.limited(linking, limits, run.zone());
    Dataset<Row> broken = keep(Clusters.broken(linked, limited, apart, limits));
    Dataset<Row> cut = keep(ClusterCut.of(linked, limited, evidence, apart, broken, limits));
    if (!broken.isEmpty()) {
      new LimitCheck(limits, limited, apart)
          .require(linked, cut, Decisions.forced(decided), config.components());
    }
    Dataset<Row> refused = cut.where(col(LinkEvidence.REFUSED_BY).isNotNull());
    Column[] columns =
        Stream.of(refused.columns())
            .filter(LinkEvidence.TABLE.columns()::contains)
            .map(name -> col(name))
            .toArray(Column[]::new);
    reportRefused(refused.select(columns).union(Evidence.refusedByLimits(others).select(columns)));
    return new Sets(Clusters.settled(members, broken, cut), cut);
  }

  private static Dataset<Row> keep(Dataset<Row> plan) {
    return LinkCustomers.keep(plan);
  }

  /**
   * Rows on the driver, so that plans know how few they are; where stewards decided nothing, all
   * joins with it fall out. Bounded by what they decided.
   */
  private Dataset<Row> collected(Dataset<Row> decided) {
    return lake.rows(decided.schema(), decided.collectAsList());
  }

  private Dataset<Row> label(Dataset<Row> edges) {
    Components found = config.components().label(edges);
    run.report().count("components", found.components());
    run.report().count("largest component", found.largest());
    run.report().count("components checksum", found.checksum());
    return found.labels();
  }

  /** Counts refused links by the limit, and names forced ones among them. */
  private void reportRefused(Dataset<Row> refused) {
    Column isForced = col(LinkEvidence.RULE).equalTo(Decisions.RULE);
    // Bounded by the limits, and by what stewards decided.
    List<Row> counted =
        refused
            .groupBy(
                col(LinkEvidence.REFUSED_BY),
                when(isForced, col(LinkEvidence.LEFT_KEY)).as(LinkEvidence.LEFT_KEY),
                when(isForced, col(LinkEvidence.RIGHT_KEY)).as(LinkEvidence.RIGHT_KEY))
            .agg(count(lit(1)))
            .collectAsList();
    Map<String, Long> byLimit = new TreeMap<>();
    counted.forEach(row -> byLimit.merge(row.getString(0), row.getLong(3), Long::sum));
    byLimit.forEach((limit, links) -> run.report().count("refused by " + limit, links));
    List<String> contradictions =
        counted.stream()
            .filter(row -> !row.isNullAt(1))
            .map(row -> row.getString(1) + " + " + row.getString(2))
            .sorted()
            .toList();
    if (!contradictions.isEmpty()) {
      run.report().count("contradicting decisions", contradictions.size());
      run.report()
          .note(
              "Stewards linked what others keep apart, which is stronger: "
                  + String.join("; ", contradictions));
    }
  }

  /** Counts decisions that hold nothing, for a record of the two is not there. */
  private void reportGone(Dataset<Row> gone) {
    List<String> pairs =
        gone.collectAsList().stream()
            .map(row -> row.getString(0) + " + " + row.getString(1))
            .sorted()
            .toList();
    if (!pairs.isEmpty()) {
      run.report().count("decisions on records that are gone", pairs.size());
      run.report()
          .note(
              "Stewards decided on records that are gone or deleted, which holds nothing: "
                  + String.join("; ", pairs));
    }
  }

  private void reportStatus(Dataset<Row> status) {
    status
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
