package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.linkage.Evaluation;
import io.tributary.testing.Installation;
import io.tributary.testing.Printed;
import io.tributary.testing.SampleNights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SampleNights.Extension.class)
class EvaluateCommandTest {
  @TempDir Path folder;

  @Test
  void comparesAFileOfClustersWithTheTruth() throws IOException {
    Path truth =
        Files.writeString(
            folder.resolve("truth.csv"),
            "record_key,entity_id\na,1\nb,1\nc,1\nd,2\ne,2\nz,9\nz,9\na,1\n");
    Path clusters =
        Files.writeString(
            folder.resolve("clusters.csv"), "record_id,cluster_id\na,a\nb,a\nc,c\nd,c\ne,e\n");
    JsonNode json = evaluate(truth, "--clusters=" + clusters);

    assertThat(json.get("records").asInt()).isEqualTo(5);
    assertThat(json.get("records_without_link").asInt()).isEqualTo(1);
    assertThat(json.at("/evaluation/pairwise/precision").asDouble()).isEqualTo(0.5);
    assertThat(json.at("/evaluation/pairwise/recall").asDouble()).isEqualTo(0.25);
    assertThat(json.at("/evaluation/b_cubed/precision").asDouble()).isCloseTo(0.8, within(1e-9));
    assertThat(json.has("ceiling")).as("clusters without evidence have none").isFalse();
    assertThat(json.has("curve")).isFalse();
    assertThat(json.get("wrongly_together").toString()).isEqualTo("[[\"c\",\"d\"]]");
  }

  @Test
  void refusesWhatCannotBeCompared() throws IOException {
    Path truth = Files.writeString(folder.resolve("truth.csv"), "record_key,entity_id\na,1\n");
    Path strangers = Files.writeString(folder.resolve("strangers.csv"), "id,cluster\nb,b\n");
    Path keys = Files.writeString(folder.resolve("keys.csv"), "id\na\n");

    assertThat(refused(truth, strangers)).contains("No record of the truth is linked");
    assertThat(refused(truth, keys)).contains("A file has one column only");
    assertThat(refused(keys, truth)).contains("A file has one column only");
  }

  private static String refused(Path truth, Path clusters) {
    Printed printed = Printed.by(List.of("evaluate", "--truth=" + truth, "--clusters=" + clusters));
    assertThat(printed.exitCode()).isEqualTo(3);
    return printed.err();
  }

  @Test
  void showsWhatOtherCutsOfTheModelWouldGive(SampleNights nights) throws IOException {
    List<String> options = new ArrayList<>();
    options.add("--conf=" + Installation.project("conf/local.conf"));
    nights.places().forEach((key, value) -> options.add("--set=" + key + "=" + value));
    Path truth = Installation.project("data-samples/truth/customers.csv");

    JsonNode json = evaluate(truth, options.toArray(String[]::new));

    JsonNode curve = json.get("curve");
    assertThat(curve.findValues("cut"))
        .extracting(node -> node.asDouble())
        .containsExactly(0.0, 4.0, 7.0, 10.0, 13.0, 16.0, 20.0);
    assertThat(curve.get(3).get("is_chosen").asBoolean()).isTrue();
    JsonNode measured = json.get("evaluation");
    for (String score : List.of("precision", "recall", "f1")) {
      assertThat(curve.get(3).get(score)).isEqualTo(measured.get("pairwise").get(score));
    }
    assertThat(curve.get(3).get("b_cubed_f1")).isEqualTo(measured.at("/b_cubed/f1"));
    assertThat(curve.get(0).get("recall").asDouble())
        .isGreaterThan(curve.get(6).get("recall").asDouble());
    assertThat(curve.get(0).get("precision").asDouble())
        .isLessThan(curve.get(6).get("precision").asDouble());
  }

  @Test
  void theCurveMarksTheCutInUse() {
    int[] truth = {1, 1, 2, 2};
    Curve curve =
        Curve.over(
            List.of(3.0, 1.0),
            2.0,
            cut -> Evaluation.of(cut < 3 ? new int[] {1, 1, 2, 2} : new int[] {1, 2, 3, 3}, truth));

    assertThat(curve.text().lines().map(String::strip))
        .containsExactly(
            "cut  precision  recall      F1  B-cubed F1",
            "1.0     1.0000  1.0000  1.0000      1.0000",
            "2.0     1.0000  1.0000  1.0000      1.0000  (chosen)",
            "3.0     1.0000  0.5000  0.6667      0.8571");
    assertThat(curve.html()).contains("2.0 (chosen)", "40,20 205,20 370,85");
  }

  private static JsonNode evaluate(Path truth, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of("evaluate", "--json", "--truth=" + truth));
    command.addAll(List.of(options));
    Printed printed = Printed.by(command);
    assertThat(printed.exitCode()).as(printed.err()).isZero();
    return new ObjectMapper().readTree(printed.out());
  }
}
