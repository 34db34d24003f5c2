package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testing.Printed;
import io.tributary.testing.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class DedupeCommandTest {
  private static final String[] GIVEN =
      "anna ben carla david emma frank greta hugo ida jonas".split(" ");
  private static final String[] FAMILY =
      "adler brandt christ decker ebert fischer graf huber iller jung".split(" ");

  @TempDir Path folder;

  @Test
  void writesClustersPairsModelAndReportAndPrintsTheEvaluation() throws IOException {
    Path file = write("people.csv", people(truth()));

    JsonNode json = run(file.toString(), "--id", "key", "--truth", "who");

    assertThat(json.fieldNames())
        .toIterable()
        .contains("records", "clusters", "candidates", "threshold", "seconds", "evaluation");
    assertThat(json.get("records").asInt()).isEqualTo(300);
    assertThat(json.at("/evaluation/pairwise/f1").asDouble()).isGreaterThan(0.95);
    assertThat(json.at("/evaluation/b_cubed/f1").asDouble()).isGreaterThan(0.95);
    List<String> clusters = Files.readAllLines(folder.resolve("out/clusters.csv"));
    assertThat(clusters).hasSize(301);
    assertThat(clusters.get(0)).startsWith("record_id,cluster_id");
    assertThat(Files.readString(folder.resolve("out/pairs.csv"))).contains("weight,probability");
    assertThat(Files.readString(folder.resolve("out/model.json"))).contains("matchPrior");
    assertThat(Files.readString(folder.resolve("out/report.html")))
        .contains("Against the truth")
        .doesNotContain("http")
        .doesNotContain("mail.org");
  }

  @Test
  void isBlindToTheTruthAndToIds() throws IOException {
    List<Integer> permuted = new ArrayList<>(truth());
    Collections.shuffle(permuted, new Random(8));
    run(write("people.csv", people(truth())).toString(), "--id", "key", "--truth", "who");
    String before = Files.readString(folder.resolve("out/clusters.csv"));

    run(write("people.csv", people(permuted)).toString(), "--id", "key", "--truth", "who");

    assertThat(Files.readString(folder.resolve("out/clusters.csv"))).isEqualTo(before);
  }

  /** Three people of each name: only where they live tells them apart, and it has other headers. */
  @Test
  void linksFilesByWhereSomebodyLivesWhateverTheHeaders(SparkSession spark) throws IOException {
    StringBuilder csv = new StringBuilder("key,first_name,surname,street,town,who\n");
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 240; i++) {
      String[] name = {GIVEN[i % 10], FAMILY[i / 10 % 8]};
      String street = 1 + i * 7 % 90 + " " + GIVEN[(i * 3 + i / 80 * 4) % 10] + " road";
      String town = FAMILY[i / 24] + "stadt";
      csv.append(String.join(",", "c" + i, name[0], name[1], street, town, "w" + i)).append('\n');
      rows.add(RowFactory.create("p" + i, name[0], name[1], street, town, "w" + i));
    }
    Path other = folder.resolve("other.parquet");
    spark
        .createDataFrame(
            rows,
            StructType.fromDDL(
                "no STRING, first_name STRING, surname STRING, lives STRING, place STRING,"
                    + " who STRING"))
        .coalesce(1)
        .write()
        .parquet(other.toString());

    JsonNode json =
        run(
            write("people.csv", csv.toString()).toString(),
            other.toString(),
            "--id",
            "key,no",
            "--map",
            "address=lives,city=place",
            "--truth",
            "who");

    assertThat(json.at("/evaluation/pairwise/precision").asDouble()).isGreaterThan(0.98);
    assertThat(json.at("/evaluation/pairwise/recall").asDouble()).isGreaterThan(0.98);
  }

  @Test
  void takesSeveralColumnsOfOneRoleAndNoColumnForTwo() throws IOException {
    StringBuilder csv = new StringBuilder("key,name,first_call,then_call\n");
    for (int i = 0; i < 40; i++) {
      String phone = "09" + (10_000_000 + i % 20 * 734_567);
      String name = GIVEN[i % 10] + " " + FAMILY[i % 20 / 10];
      csv.append("k" + i + "," + name + (i < 20 ? "," + phone + "," : ",," + phone) + "\n");
    }
    Path file = write("calls.csv", csv.toString());

    Printed printed =
        printed(file.toString(), "--id", "key", "--map", "phone=first_call,phone=then_call");

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.err()).doesNotContain("note");
    assertThat(Files.readString(folder.resolve("out/report.html")))
        .containsSubsequence("first_call", "phone", "then_call", "phone");
    assertThat(refused(file, "phone=first_call,email=first_call"))
        .contains("'first_call' has two roles", "phone and email");
    assertThat(refused(file, "phone")).contains("'phone'", "ROLE=COL");
    assertThat(refused(file, "phon=first_call")).contains("No role 'phon'");
    assertThat(refused(file, "phone=key")).contains("No column 'key'");
  }

  @Test
  void saysOfWhatColumnItCanReadLittleAndNoValue() throws IOException {
    StringBuilder csv = new StringBuilder("key,name,geboren\n");
    for (int i = 0; i < 40; i++) {
      csv.append("k" + i + "," + GIVEN[i % 10] + " " + FAMILY[i / 10] + ",");
      csv.append(i % 4 == 0 ? "12-Mar-" + (1950 + i) : "anno " + (1950 + i)).append('\n');
    }
    String file = write("people.csv", csv.toString()).toString();

    assertThat(printed(file, "--id", "key", "--map", "birth_date=geboren").err())
        .contains(
            "note: 25 % of column geboren of people.csv can be read as birth_date;"
                + " the others count as missing")
        .doesNotContain("anno");
  }

  @Test
  void saysIfItLinksNothing() throws IOException {
    String file = write("two.csv", "key,name,city\n1,Ann Lee,Hue\n2,Bob Ray,Hanoi\n").toString();

    assertThat(printed(file, "--id", "key").err()).contains("note: no two records are linked");
  }

  private String refused(Path file, String mapping) {
    Printed printed = printed(file.toString(), "--id", "key", "--map", mapping);
    assertThat(printed.exitCode()).isEqualTo(2);
    return printed.err();
  }

  @Test
  void refusesAnUnknownIdColumnAndRepeatedIds() throws IOException {
    String file = write("people.csv", people(truth())).toString();

    assertThat(printed(file, "--id", "nope").exitCode()).isEqualTo(2);
    assertThat(printed(file, "--id", "surname").exitCode()).isEqualTo(3);
  }

  private JsonNode run(String... args) throws IOException {
    Printed printed = printed(args);
    assertThat(printed.exitCode()).as(printed.err()).isZero();
    return new ObjectMapper().readTree(printed.out());
  }

  private Printed printed(String... args) {
    List<String> command = new ArrayList<>(List.of("dedupe"));
    command.addAll(List.of(args));
    command.addAll(List.of("--json", "--out", folder.resolve("out").toString()));
    return Printed.by(command);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static List<Integer> truth() {
    List<Integer> truth = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      truth.add(i / 3);
    }
    return truth;
  }

  /** A hundred people, each three times: once with a typing error, once without a phone. */
  private static String people(List<Integer> truth) {
    StringBuilder text = new StringBuilder("key,first_name,surname,dob,phone,email,who\n");
    for (int i = 0; i < 300; i++) {
      int person = i / 3;
      String first = GIVEN[person % 10];
      String last = FAMILY[person / 10];
      String typed = i % 3 == 1 ? last.substring(0, 2) + "x" + last.substring(3) : last;
      String born =
          String.format("%d-%02d-%02d", 1940 + person * 7 % 60, 1 + person % 12, 1 + person % 28);
      String phone = i % 3 == 2 ? "" : "09" + (10_000_000 + person * 734_567);
      text.append(
          String.join(
              ",",
              "k" + i,
              first,
              typed,
              born,
              phone,
              first + "." + last + person + "@mail.org",
              "w" + truth.get(i)));
      text.append('\n');
    }
    return text.toString();
  }
}
