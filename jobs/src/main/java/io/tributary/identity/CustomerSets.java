package io.tributary.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.tributary.graph.Components;
import io.tributary.job.Run;
import io.tributary.lake.Lake;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.IdentifierStatus;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.LinkDecisions;
import io.tributary.tables.silver.LinkEvidence;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
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
  private final Matching matching;

  /**
   * The sets, before they have ids.
   *
   * @param settled each live record with the smallest record key of its set
   * @param modelVersion of the model in use, or null
   */
  record Built(Dataset<Row> settled, @Nullable String modelVersion) {}

  CustomerSets(LinkCustomers.Config config, boolean isFull, Run run) {
    this.config = config;
    this.limits = config.limits();
    this.run = run;
    this.lake = run.lake();
    this.matching = new Matching(config, isFull, run);
  }

  /** Also writes the evidence, with what was refused and why. */
  Built build() {
    Dataset<Row> records = lake.read(CustomerRecords.TABLE);
    Dataset<Row> judged =
        keep(
            IdentifierLimits.judge(
                Carriers.of(lake.read(Identifiers.TABLE), records, config), config.rules()));
    Dataset<Row> status = IdentifierLimits.table(judged);
    lake.overwrite(IdentifierStatus.TABLE, status);
    reportStatus(status);

    Matching.Outcome matches = matching.evidence(status);
    Dataset<Row> said = keep(matches.evidence());
    Dataset<Row> decided = keep(Decisions.evidence(lake.read(LinkDecisions.TABLE), records));
    Dataset<Row> apart = Decisions.apart(decided);
    Dataset<Row> linking =
        NamesOfOnePerson.joined(Evidence.linking(judged), said, apart, config.oneBirthDate());
    Dataset<Row> evidence =
        BorrowedNames.evidence(linking, said.unionByName(decided), apart, config);
    Sets sets = cluster(records, linking, evidence);
    Matching.Used used = matches.used();
    if (used != null) {
      matching.prepare(used);
    }
    lake.overwrite(LinkEvidence.TABLE, Evidence.withRefused(evidence, sets.refused()));
    if (used != null) {
      matching.remember(used);
    }
    return new Built(sets.settled(), matches.modelVersion());
  }

  /**
   * @param settled each live record with the smallest record key of its set
   * @param refused links that a limit refused
   */
  private record Sets(Dataset<Row> settled, Dataset<Row> refused) {}

  private Sets cluster(Dataset<Row> records, Dataset<Row> linking, Dataset<Row> evidence) {
    Dataset<Row> apart = Decisions.apart(evidence);
    Dataset<Row> members = keep(Clusters.members(records, label(Clusters.edges(evidence))));
    Dataset<Row> linked = BirthDays.meant(Clusters.linked(members), limits);
    Dataset<Row> limited = Clusters.limited(linking, limits, run.zone());
    Dataset<Row> broken = keep(Clusters.broken(linked, limited, apart, limits));
    Dataset<Row> cut = keep(Clusters.cut(linked, limited, evidence, apart, broken, limits));
    if (!broken.isEmpty()) {
      new LimitCheck(limits, limited, apart)
          .require(linked, cut, Decisions.forced(evidence), config.components());
    }
    Dataset<Row> refused = cut.where(col(LinkEvidence.LEFT_KEY).isNotNull());
    reportRefused(refused);
    return new Sets(Clusters.settled(members, broken, cut), refused);
  }

  private static Dataset<Row> keep(Dataset<Row> plan) {
    return LinkCustomers.keep(plan);
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
    List<Row> byLimit =
        refused
            .groupBy(col(LinkEvidence.REFUSED_BY))
            .agg(count(lit(1)))
            .orderBy(LinkEvidence.REFUSED_BY)
            .collectAsList();
    byLimit.forEach(row -> run.report().count("refused by " + row.getString(0), row.getLong(1)));
    List<Row> contradictions =
        byLimit.isEmpty()
            ? List.of()
            // Bounded by what stewards decided.
            : Decisions.contradictions(refused).collectAsList();
    if (!contradictions.isEmpty()) {
      run.report().count("contradicting decisions", contradictions.size());
      run.report()
          .note(
              "Stewards linked what others keep apart, which is stronger: "
                  + contradictions.stream()
                      .map(pair -> pair.getString(0) + " + " + pair.getString(1))
                      .collect(Collectors.joining("; ")));
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
