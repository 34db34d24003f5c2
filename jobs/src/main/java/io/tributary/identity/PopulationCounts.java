package io.tributary.identity;

import static io.tributary.identity.ComparedRecords.SCHEMA;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;

import io.tributary.linkage.Model;
import io.tributary.linkage.Population;
import io.tributary.tables.Types;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;

/** Counts over all compared records what a sample cannot tell: how frequent values are. */
final class PopulationCounts {
  /** At most so many values of a field are listed: the most frequent ones. */
  private static final int MOST_VALUES = 50_000;

  /** Shares of a record in whole numbers, so that their sum depends on no order. */
  private static final int WHOLE = 12;

  private static final String FIELD = "field";
  private static final String KEY = "key";
  private static final String SHARE = "share";

  private static final StructType VALUES =
      new StructType().add(FIELD, Types.INT).add(KEY, Types.LONG).add(SHARE, Types.LONG);

  private final Dataset<Row> compared;

  PopulationCounts(Dataset<Row> compared) {
    this.compared = compared;
  }

  /** The values of each record. */
  private static final class Values implements FlatMapFunction<Row, Row> {
    private static final long serialVersionUID = 1;

    @Override
    public Iterator<Row> call(Row row) {
      List<Row> values = new ArrayList<>();
      Population.values(
          SCHEMA.fields(),
          ComparedRecords.read(row),
          (field, key, share) ->
              values.add(RowFactory.create(field, key, Math.round(WHOLE * share))));
      return values.iterator();
    }
  }

  /** The model with the frequencies of all records. */
  Model in(Model model, double customersARecord) {
    Dataset<Row> counted =
        LinkCustomers.keep(
            compared
                .flatMap(new Values(), Encoders.row(VALUES))
                .groupBy(col(FIELD), col(KEY))
                .agg(sum(col(SHARE)).as(SHARE)));
    double[] filled = new double[SCHEMA.fields().size() + 1];
    counted
        .groupBy(col(FIELD))
        .agg(sum(col(SHARE)))
        .collectAsList()
        .forEach(row -> filled[row.getInt(0)] = (double) row.getLong(1) / WHOLE);
    List<List<Row>> listed = new ArrayList<>();
    for (int field = 0; field < filled.length; field++) {
      listed.add(new ArrayList<>());
    }
    listed(counted).forEach(row -> listed.get(row.getInt(0)).add(row));
    List<Population.Counts> counts = new ArrayList<>();
    for (int field = 0; field < filled.length; field++) {
      List<Row> rows = listed.get(field);
      counts.add(
          new Population.Counts(
              filled[field],
              rows.stream().mapToLong(row -> row.getLong(1)).toArray(),
              rows.stream().mapToDouble(row -> (double) row.getLong(2) / WHOLE).toArray()));
    }
    return Population.model(model, customersARecord, counts);
  }

  /** The most frequent values of each field, by key; bounded by field. */
  private static List<Row> listed(Dataset<Row> counted) {
    return counted
        .where(col(SHARE).gt(Population.leastCount() * WHOLE))
        .withColumn(
            "place",
            row_number().over(Window.partitionBy(col(FIELD)).orderBy(col(SHARE).desc(), col(KEY))))
        .where(col("place").leq(MOST_VALUES))
        .select(col(FIELD), col(KEY), col(SHARE))
        .orderBy(col(FIELD), col(KEY))
        .collectAsList();
  }
}
