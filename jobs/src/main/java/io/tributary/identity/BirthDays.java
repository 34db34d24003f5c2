package io.tributary.identity;

import static io.tributary.identity.Clusters.BIRTH_DAY;
import static io.tributary.identity.Clusters.COMPONENT_ID;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.size;

import io.tributary.linkage.Dates;
import io.tributary.tables.Types;
import io.tributary.tables.silver.CustomerRecords;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
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
 * seven hundred, and something else links the records. A component of more records than a customer
 * may have is of many people, among whom chance would find such dates: its days stay as they are.
 */
final class BirthDays {
  private static final String DAYS = "days";
  private static final String MEANT = "meant";
  private static final String RECORDS = "records";

  /** A birth day of one component, and the one that was meant by it. */
  private static final StructType MISTYPED =
      new StructType()
          .add(COMPONENT_ID, Types.STRING)
          .add(BIRTH_DAY, Types.INT)
          .add(MEANT, Types.INT);

  private BirthDays() {}

  /**
   * @param members rows of {@link Clusters#linked}
   * @return the same rows with one birth day for those that are one
   */
  static Dataset<Row> meant(Dataset<Row> members, Limits limits) {
    if (!limits.oneBirthDate()) {
      return members;
    }
    FlatMapFunction<Row, Row> mistyped = BirthDays::mistyped;
    Dataset<Row> meant =
        LinkCustomers.keep(
            members
                .where(col(BIRTH_DAY).isNotNull().and(col(CustomerRecords.NAME_KEY).contains(" ")))
                .groupBy(col(COMPONENT_ID), col(CustomerRecords.NAME_KEY))
                // Bounded by the days of a life time.
                .agg(collect_set(col(BIRTH_DAY)).as(DAYS))
                .where(size(col(DAYS)).gt(1))
                .select(col(COMPONENT_ID), col(DAYS))
                .flatMap(mistyped, Encoders.row(MISTYPED))
                .groupBy(col(COMPONENT_ID), col(BIRTH_DAY))
                .agg(min(col(MEANT)).as(MEANT)));
    if (meant.isEmpty()) {
      return members;
    }
    Dataset<Row> small =
        members
            .join(meant.select(COMPONENT_ID).distinct(), COMPONENT_ID)
            .groupBy(col(COMPONENT_ID))
            .agg(count(lit(1)).as(RECORDS))
            .where(col(RECORDS).leq(limits.maxRecords()))
            .drop(RECORDS);
    return LinkCustomers.keep(
        members
            .join(meant.join(small, COMPONENT_ID), new String[] {COMPONENT_ID, BIRTH_DAY}, "left")
            .withColumn(BIRTH_DAY, coalesce(col(MEANT), col(BIRTH_DAY)))
            .drop(MEANT));
  }

  /** Each day goes to the first one beside which it is mistyped, and no further than that. */
  private static Iterator<Row> mistyped(Row named) {
    List<LocalDate> meant = new ArrayList<>();
    List<Row> mistyped = new ArrayList<>();
    for (int number : named.<Integer>getList(1).stream().sorted().toList()) {
      LocalDate day = LocalDate.ofEpochDay(number);
      Optional<LocalDate> first =
          meant.stream().filter(other -> Dates.isMistyped(other, day)).findFirst();
      if (first.isPresent()) {
        int of = (int) first.get().toEpochDay();
        mistyped.add(RowFactory.create(named.getString(0), number, of));
      } else {
        meant.add(day);
      }
    }
    return mistyped.iterator();
  }
}
