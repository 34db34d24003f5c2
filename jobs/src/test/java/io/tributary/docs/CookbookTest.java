package io.tributary.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.docs.Cookbook.Question;
import io.tributary.testing.Printed;
import io.tributary.testing.SampleNights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The questions of docs/cookbook.md, asked through {@code tributary sql} of the sample nights. */
@Tag("full")
@ExtendWith(SampleNights.Extension.class)
class CookbookTest {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .setNodeFactory(
              com.fasterxml.jackson.databind.node.JsonNodeFactory.withExactBigDecimals(true));

  @Test
  void everyAnswerIsThatOfThePageAndOfPlainJava(SampleNights nights) throws Exception {
    Cookbook cookbook = new Cookbook(SampleNights.ROOT.resolve("docs/cookbook.md"));
    CookbookOracle oracle = new CookbookOracle(nights.lake());
    List<String> answers = new ArrayList<>();
    SoftAssertions softly = new SoftAssertions();
    for (Question question : cookbook.questions()) {
      JsonNode rows = JSON.readTree(ask(nights, question.sql(), "--json"));
      String title = question.number() + ". " + question.title();
      softly
          .assertThat(lines(rows))
          .as(title)
          .isNotEmpty()
          .isEqualTo(oracle.answer(question.number()));
      answers.add(ask(nights, question.sql(), "--format", "table"));
    }
    softly.assertAll();
    if (Boolean.getBoolean("docs.update")) {
      cookbook.update(answers);
      return;
    }
    assertThat(answers)
        .as("docs/cookbook.md is stale: run CookbookTest with -Ddocs.update=true")
        .hasSize(15)
        .isEqualTo(cookbook.questions().stream().map(Question::answer).toList());
  }

  @Test
  void anAnswerComesInEachFormat(SampleNights nights, @TempDir Path dir) throws Exception {
    String sql =
        "SELECT segment, count(*) members, max(entered_at) latest, NULL nothing, 'a,\"b' odd"
            + " FROM gold.segment_members WHERE segment = 'vip' GROUP BY segment";
    Path parquet = dir.resolve("answer.parquet");

    String csv = ask(nights, sql, "--format", "csv");
    ask(nights, sql, "--format", "csv", "--out", dir.resolve("answer.csv").toString());
    ask(nights, sql, "--format", "parquet", "--out", parquet.toString());

    assertThat(csv)
        .matches(
            "segment,members,latest,nothing,odd\nvip,\\d+,2026-11-\\d\\dT17:00:00Z,,\"a,\"\"b\"\n");
    assertThat(Files.readString(dir.resolve("answer.csv"))).isEqualTo(csv);
    assertThat(Files.readAllBytes(parquet)).startsWith('P', 'A', 'R', '1');
    try (var files = Files.list(dir)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("answer.csv", "answer.parquet");
    }
    assertThat(run(nights, sql, "--format", "parquet").err()).contains("add --out FILE");
  }

  private static Printed run(SampleNights nights, String sql, String... options) {
    List<String> command = new ArrayList<>(List.of("sql"));
    nights.places().forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
    command.addAll(List.of(options));
    command.add(sql);
    return Printed.by(command);
  }

  private static String ask(SampleNights nights, String sql, String... options) {
    Printed printed = run(nights, sql, options);
    assertThat(printed.exitCode()).as(printed.err()).isZero();
    return printed.out();
  }

  private static Set<String> lines(JsonNode rows) {
    Set<String> lines = new TreeSet<>();
    for (JsonNode row : rows) {
      List<String> cells = new ArrayList<>();
      row.forEach(cell -> cells.add(cell.isNull() ? "" : cell.asText()));
      lines.add(String.join("|", cells));
    }
    return lines;
  }
}
