package io.tributary.cli;

import static org.apache.spark.sql.functions.col;

import io.tributary.graph.ConnectedComponents;
import io.tributary.identity.LinkCustomers;
import io.tributary.identity.OtherCuts;
import io.tributary.lake.StoredLake;
import io.tributary.tables.Types;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.LinkEvidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * What a lake knows of the records of a truth. The truth is in memory; no more comes to it.
 *
 * @param customers the customer of each record
 * @param joined the set of records to which evidence of any kind, followed or not, joins each
 * @param byCut at each cut of the model the customer that each record would have; none for one that
 *     is a customer of its own
 * @param cut in use
 */
record LakeLinks(
    Map<String, String> customers,
    Map<String, String> joined,
    Map<Double, Map<String, String>> byCut,
    double cut) {
  /** Bits from the cut in use. */
  private static final double[] OTHERS = {-10, -6, -3, 0, 3, 6, 10};

  private static final StructType TRUTH =
      new StructType().add(CustomerLinks.RECORD_KEY, Types.STRING);

  static LakeLinks of(Iterable<String> truth, Workspace workspace) {
    StoredLake lake = workspace.lake();
    LinkCustomers.Config config = workspace.settings().bind("identity", LinkCustomers.Config.class);
    List<Row> keys = new ArrayList<>();
    truth.forEach(key -> keys.add(RowFactory.create(key)));
    Dataset<Row> truths = lake.rows(TRUTH, keys);
    Dataset<Row> customers =
        lake.read(CustomerLinks.TABLE).select(CustomerLinks.RECORD_KEY, CustomerLinks.CUSTOMER_ID);
    double cut = config.model().linkFrom();
    List<Double> cuts =
        DoubleStream.of(OTHERS)
            .map(bits -> cut + bits)
            .filter(bits -> bits >= config.model().reviewFrom())
            .boxed()
            .toList();
    Dataset<Row> byCut = new OtherCuts(lake, config, workspace.zone()).at(cuts);
    return new LakeLinks(
        labels(ofTruth(customers, truths)),
        labels(ofTruth(joined(lake), truths)),
        labelsByCut(cuts, ofTruth(byCut, truths)),
        cut);
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
            col(ConnectedComponents.NODE).as(CustomerLinks.RECORD_KEY),
            col(ConnectedComponents.COMPONENT));
  }

  private static List<Row> ofTruth(Dataset<Row> all, Dataset<Row> truths) {
    return all.join(truths, new String[] {CustomerLinks.RECORD_KEY}, "left_semi").collectAsList();
  }

  private static Map<String, String> labels(List<Row> rows) {
    Map<String, String> labels = new HashMap<>();
    rows.forEach(row -> labels.put(row.getString(0), row.getString(1)));
    return labels;
  }

  private static Map<Double, Map<String, String>> labelsByCut(List<Double> cuts, List<Row> rows) {
    Map<Double, Map<String, String>> labels = new HashMap<>();
    cuts.forEach(cut -> labels.put(cut, new HashMap<>()));
    rows.forEach(
        row ->
            labels
                .computeIfAbsent(row.getAs(OtherCuts.CUT), cut -> new HashMap<>())
                .put(row.getAs(CustomerLinks.RECORD_KEY), row.getAs(CustomerLinks.COMPONENT_ID)));
    return labels;
  }
}
