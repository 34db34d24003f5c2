package io.tributary.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.tables.Types;
import io.tributary.tables.silver.LinkEvidence;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestRows;
import java.sql.Date;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class NamesOfOnePersonTest {
  private static final StructType LINKING =
      new StructType()
          .add(Carriers.RECORD_KEY, Types.STRING)
          .add(Carriers.IDENTIFIER_ID, Types.STRING)
          .add(Carriers.GIVEN_NAME, Types.STRING)
          .add(Carriers.BIRTH_DATE, Types.DAY)
          .add(IdentifierLimits.IS_SHARED, Types.BOOLEAN);

  @Test
  void namesThatTheModelLinksAreOneAndOthersStayApart(SparkSession spark) {
    Dataset<Row> linking =
        linking(
            spark,
            "a1 phone1 robert",
            "a2 phone1 bob",
            "a3 phone1 bobby",
            "a4 phone1 -",
            "b1 phone2 robert",
            "b2 phone2 bob",
            "b3 phone2 mary",
            "c1 phone3 robert",
            "c2 phone3 bob",
            "d1 phone4 lan",
            "d2 phone4 lam",
            "e1 phone5 minh 1990-01-01",
            "e2 phone5 binh 1991-02-02",
            "f1 phone6 minh 1990-01-01",
            "f2 phone6 ming 1990-01-01",
            "f3 phone6 mink");
    Dataset<Row> evidence =
        TestRows.of(LinkEvidence.TABLE)
            .row(pair("a1", "a2", "USED"))
            .row(pair("a2", "a3", "USED"))
            .row(pair("b1", "b2", "USED"))
            .row(pair("c1", "c2", "REVIEW"))
            .row(pair("a1", "c2", "USED"))
            .row(pair("d1", "d2", "USED"))
            .row(pair("e1", "e2", "USED"))
            .row(pair("f1", "f2", "USED"))
            .row(pair("f2", "f3", "USED"))
            .in(spark);
    Dataset<Row> apart =
        TestRows.of(LinkEvidence.TABLE)
            .row(pair("d1", "d2", "REFUSED"))
            .in(spark)
            .select(LinkEvidence.LEFT_KEY, LinkEvidence.RIGHT_KEY);

    assertThat(rows(NamesOfOnePerson.joined(linking, evidence, apart, true)))
        .containsExactly(
            "[a1,bob,false]",
            "[a2,bob,false]",
            "[a3,bob,false]",
            "[a4,null,false]",
            "[b1,bob,true]",
            "[b2,bob,true]",
            "[b3,mary,true]",
            "[c1,robert,true]",
            "[c2,bob,true]",
            "[d1,lan,true]",
            "[d2,lam,true]",
            "[e1,minh,true]",
            "[e2,binh,true]",
            "[f1,ming,false]",
            "[f2,ming,false]",
            "[f3,ming,false]");
    assertThat(rows(NamesOfOnePerson.joined(linking, evidence, apart, false)))
        .as("where a customer may have two birth dates")
        .contains("[e1,binh,false]", "[e2,binh,false]");
    assertThat(rows(NamesOfOnePerson.joined(linking, evidence.limit(0), apart, true)))
        .isEqualTo(rows(linking));
  }

  private static Dataset<Row> linking(SparkSession spark, String... rows) {
    List<Row> all =
        Stream.of(rows)
            .map(row -> row.split(" "))
            .map(
                c ->
                    RowFactory.create(
                        c[0],
                        c[1],
                        c[2].equals("-") ? null : c[2],
                        c.length < 4 ? null : Date.valueOf(c[3]),
                        true))
            .toList();
    return spark.createDataFrame(all, LINKING);
  }

  private static Object[] pair(String left, String right, String state) {
    return new Object[] {
      LinkEvidence.LEFT_KEY, left, LinkEvidence.RIGHT_KEY, right, LinkEvidence.STATE, state
    };
  }

  private static List<String> rows(Dataset<Row> linking) {
    return linking
        .select(Carriers.RECORD_KEY, Carriers.GIVEN_NAME, IdentifierLimits.IS_SHARED)
        .orderBy(Carriers.RECORD_KEY)
        .collectAsList()
        .stream()
        .map(Row::toString)
        .toList();
  }
}
