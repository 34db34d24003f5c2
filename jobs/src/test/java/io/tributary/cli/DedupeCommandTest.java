package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DedupeCommandTest {
  @TempDir Path folder;

  @Test
  void writesClustersPairsModelAndReportAndPrintsTheEvaluation() throws IOException {
    Path file = write("people.csv", people(truth()));

    JsonNode json = run("--truth", "who", file);

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
    run("--truth", "who", write("people.csv", people(truth())));
    String before = Files.readString(folder.resolve("out/clusters.csv"));

    run("--truth", "who", write("people.csv", people(permuted)));

    assertThat(Files.readString(folder.resolve("out/clusters.csv"))).isEqualTo(before);
  }

  @Test
  void refusesAnUnknownIdColumnAndRepeatedIds() throws IOException {
    Path file = write("people.csv", people(truth()));

    assertThat(exit("dedupe", file.toString(), "--id", "nope", "--out", folder.toString()))
        .isEqualTo(2);
    assertThat(exit("dedupe", file.toString(), "--id", "surname", "--out", folder.toString()))
        .isEqualTo(3);
  }

  private JsonNode run(String option, String value, Path file) throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      int exit =
          exit(
              "dedupe",
              file.toString(),
              "--id",
              "key",
              option,
              value,
              "--json",
              "--out",
              folder.resolve("out").toString());
      assertThat(exit).isZero();
    } finally {
      System.setOut(before);
    }
    return new ObjectMapper().readTree(printed.toString(StandardCharsets.UTF_8));
  }

  private static int exit(String... args) {
    CommandLine line = new CommandLine(new DedupeCommand());
    line.setExecutionExceptionHandler(
        (exception, command, parsed) ->
            exception instanceof io.tributary.job.JobFailure failure
                ? failure.category().exitCode()
                : 1);
    return line.execute(java.util.Arrays.copyOfRange(args, 1, args.length));
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
    String[] given = "anna ben carla david emma frank greta hugo ida jonas".split(" ");
    String[] family = "adler brandt christ decker ebert fischer graf huber iller jung".split(" ");
    StringBuilder text = new StringBuilder("key,first_name,surname,dob,phone,email,who\n");
    for (int i = 0; i < 300; i++) {
      int person = i / 3;
      String first = given[person % 10];
      String last = family[person / 10];
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
