package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCommandTest {
  @TempDir Path folder;

  @Test
  void comparesAFileOfClustersWithTheTruth() throws IOException {
    Path truth =
        Files.writeString(
            folder.resolve("truth.csv"), "record_key,entity_id\na,1\nb,1\nc,1\nd,2\ne,2\nz,9\n");
    Path clusters =
        Files.writeString(
            folder.resolve("clusters.csv"), "record_id,cluster_id\na,a\nb,a\nc,c\nd,c\ne,e\n");
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    int exit;
    try {
      exit =
          new CommandLine(new EvaluateCommand())
              .execute("--truth", truth.toString(), "--clusters", clusters.toString(), "--json");
    } finally {
      System.setOut(before);
    }

    assertThat(exit).isZero();
    JsonNode json = new ObjectMapper().readTree(printed.toString(StandardCharsets.UTF_8));
    assertThat(json.get("records").asInt()).isEqualTo(5);
    assertThat(json.get("records_without_link").asInt()).isEqualTo(1);
    assertThat(json.at("/evaluation/pairwise/precision").asDouble()).isEqualTo(0.5);
    assertThat(json.at("/evaluation/pairwise/recall").asDouble()).isEqualTo(0.25);
    assertThat(json.at("/evaluation/b_cubed/precision").asDouble()).isCloseTo(0.8, within(1e-9));
    assertThat(json.has("ceiling")).as("clusters without evidence have none").isFalse();
    assertThat(json.get("wrongly_together").toString()).isEqualTo("[[\"c\",\"d\"]]");
  }
}
