package io.tributary.identity;

import static io.tributary.identity.Carriers.RECORD_KEY;
import static io.tributary.identity.Clusters.BIRTH_DAY;
import static io.tributary.identity.Clusters.COMPONENT_ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.tables.Types;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.testing.SparkExtension;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class BirthDaysTest {
  private static final int MOST = 6;

  private static final StructType MEMBERS =
      new StructType()
          .add(RECORD_KEY, Types.STRING)
          .add(COMPONENT_ID, Types.STRING)
          .add(BIRTH_DAY, Types.INT)
          .add(CustomerRecords.NAME_KEY, Types.STRING);

  private final List<Row> members = new ArrayList<>();

  @Test
  void readsAMistypedDayUnderOneFullNameForTheOtherOne(SparkSession spark) {
    member("a1", "a", "1980-05-01", "tran van an");
    member("a2", "a", "1980-05-02", "tran van an");
    member("a3", "a", "1980-05-02", null);
    member("a4", "a", "1991-01-31", "tran van an");
    // Of another name, of one word, of another component.
    member("b1", "b", "1980-05-01", "le hoa");
    member("b2", "b", "1980-05-02", "le hung");
    member("c1", "c", "1980-05-01", "an");
    member("c2", "c", "1980-05-02", "an");
    member("d1", "d", "1980-05-02", "tran van an");
    // One error from the first, two from it: no chain.
    member("e1", "e", "1980-05-01", "tran van an");
    member("e2", "e", "1980-05-02", "tran van an");
    member("e3", "e", "1980-05-12", "tran van an");
    // More records than one customer may have.
    for (int i = 0; i <= MOST; i++) {
      member("f" + i, "f", i % 2 == 0 ? "1980-05-01" : "1980-05-02", "tran van an");
    }

    Map<String, String> days = days(spark, true);

    assertThat(days)
        .containsEntry("a2", "1980-05-01")
        .containsEntry("a3", "1980-05-01")
        .containsEntry("e2", "1980-05-01");
    Map<String, String> others = new TreeMap<>(days);
    others.keySet().removeAll(List.of("a2", "a3", "e2"));
    Map<String, String> stated = days(spark, false);
    assertThat(stated).hasSize(members.size()).containsAllEntriesOf(others);
  }

  private Map<String, String> days(SparkSession spark, boolean oneBirthDate) {
    Limits limits = new Limits(MOST, oneBirthDate, Map.of(), Map.of());
    Map<String, String> days = new TreeMap<>();
    BirthDays.meant(spark.createDataFrame(members, MEMBERS), limits)
        .collectAsList()
        .forEach(
            row ->
                days.put(
                    row.getAs(RECORD_KEY),
                    LocalDate.ofEpochDay(row.<Integer>getAs(BIRTH_DAY)).toString()));
    return days;
  }

  private void member(String key, String component, String day, String name) {
    members.add(RowFactory.create(key, component, (int) LocalDate.parse(day).toEpochDay(), name));
  }
}
