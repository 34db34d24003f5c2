package io.tributary.identity;

import static io.tributary.identity.Clusters.BIRTH_DAY;
import static io.tributary.identity.Clusters.COMPONENT_ID;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;

import io.tributary.linkage.Dates;
import io.tributary.tables.Types;
import io.tributary.tables.silver.CustomerRecords;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * A mistyped birth date is no second one. Two birth dates within a component, each on a record of
 * one full name of two words or more, that one typing error parts (a digit, two neighbours or day
 * and month exchanged) are one date of that component. By chance they would be in one pair of some
 * seven hundred, and something else links the records.
 */
final class BirthDays {
  private static final String DAYS = "days";
  private static final String MEANT = "meant";

  /** Two birth days of one component, the first of them to be read for the second. */
  private static final StructType PAIRS =
      new StructType()
          .add(COMPONENT_ID, Types.STRING)
          .add(MEANT, Types.INT)
          .add(BIRTH_DAY, Types.INT);

  private BirthDays() {}

  /**
   * @param members rows of {@link Clusters#members}
   * @return the same rows with one birth day for those that are one
   */
  static Dataset<Row> meant(Dataset<Row> members) {
    FlatMapFunction<Row, Row> mistyped = BirthDays::mistyped;
    FlatMapFunction<Row, Row> smallest = BirthDays::smallest;
    Dataset<Row> meant =
        LinkCustomers.keep(
            members
                .where(col(BIRTH_DAY).isNotNull().and(col(CustomerRecords.NAME_KEY).contains(" ")))
                .groupBy(col(COMPONENT_ID), col(CustomerRecords.NAME_KEY))
                // Bounded by the days of a life time.
                .agg(collect_set(col(BIRTH_DAY)).as(DAYS))
                .where(size(col(DAYS)).gt(1))
                .select(col(COMPONENT_ID), col(DAYS))
                .flatMap(mistyped, Encoders.row(PAIRS))
                .groupBy(col(COMPONENT_ID))
                .agg(collect_set(struct(col(MEANT), col(BIRTH_DAY))).as(DAYS))
                .flatMap(smallest, Encoders.row(PAIRS)));
    if (meant.isEmpty()) {
      return members;
    }
    return LinkCustomers.keep(
        members
            .join(meant, new String[] {COMPONENT_ID, BIRTH_DAY}, "left")
            .withColumn(BIRTH_DAY, coalesce(col(MEANT), col(BIRTH_DAY)))
            .drop(MEANT));
  }

  private static Iterator<Row> mistyped(Row named) {
    List<Integer> days = named.<Integer>getList(1).stream().sorted().toList();
    List<Row> pairs = new ArrayList<>();
    for (int i = 0; i < days.size(); i++) {
      LocalDate day = LocalDate.ofEpochDay(days.get(i));
      for (int other : days.subList(i + 1, days.size())) {
        if (Dates.isMistyped(day, LocalDate.ofEpochDay(other))) {
          pairs.add(RowFactory.create(named.getString(0), days.get(i), other));
        }
      }
    }
    return pairs.iterator();
  }

  private static Iterator<Row> smallest(Row component) {
    Alike<Integer> alike = new Alike<>();
    component.<Row>getList(1).forEach(pair -> alike.join(pair.getInt(0), pair.getInt(1)));
    return alike.others().stream()
        .map(day -> RowFactory.create(component.getString(0), alike.smallest(day), day))
        .iterator();
  }
}
