package io.tributary.cli;

import static org.apache.spark.sql.functions.col;

import io.tributary.graph.ConnectedComponents;
import io.tributary.identity.LinkCustomers;
import io.tributary.identity.OtherCuts;
import io.tributary.lake.StoredLake;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.LinkEvidence;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a lake knows of its records, beside the customer of each.
 *
 * @param joined {@link LabelFile#KEY} and {@link LabelFile#LABEL}: the set of records to which
 *     evidence of any kind, followed or not, joins each
 * @param byCut the same and {@link OtherCuts#CUT}: the customer that each record would have; none
 *     for one that is a customer of its own
 * @param cuts of the model, in bits
 * @param cut in use
 */
record LakeLinks(Dataset<Row> joined, Dataset<Row> byCut, List<Double> cuts, double cut) {
  /** Bits from the cut in use. */
  private static final double[] OTHERS = {-10, -6, -3, 0, 3, 6, 10};

  static LakeLinks of(Workspace workspace) {
    StoredLake lake = workspace.lake();
    LinkCustomers.Config config = workspace.settings().bind("identity", LinkCustomers.Config.class);
    double cut = config.model().linkFrom();
    List<Double> cuts =
        DoubleStream.of(OTHERS)
            .map(bits -> cut + bits)
            .filter(bits -> bits >= config.model().reviewFrom())
            .boxed()
            .toList();
    Dataset<Row> byCut =
        new OtherCuts(lake, config, workspace.zone())
            .at(cuts)
            .withColumnRenamed(CustomerLinks.RECORD_KEY, LabelFile.KEY)
            .withColumnRenamed(CustomerLinks.COMPONENT_ID, LabelFile.LABEL);
    return new LakeLinks(joined(lake), byCut, cuts, cut);
  }

  /** The customer of each record: {@link LabelFile#KEY} and {@link LabelFile#LABEL}. */
  static Dataset<Row> customers(Workspace workspace) {
    return workspace
        .lake()
        .read(CustomerLinks.TABLE)
        .select(
            col(CustomerLinks.RECORD_KEY).as(LabelFile.KEY),
            col(CustomerLinks.CUSTOMER_ID).as(LabelFile.LABEL));
  }

  private static Dataset<Row> joined(StoredLake lake) {
    Dataset<Row> evidence =
        lake.read(LinkEvidence.TABLE)
            .select(
                col(LinkEvidence.LEFT_KEY).as(ConnectedComponents.LEFT),
                col(LinkEvidence.RIGHT_KEY).as(ConnectedComponents.RIGHT));
    return new ConnectedComponents()
        .label(evidence)
        .labels()
        .select(
            col(ConnectedComponents.NODE).as(LabelFile.KEY),
            col(ConnectedComponents.COMPONENT).as(LabelFile.LABEL));
  }
}
