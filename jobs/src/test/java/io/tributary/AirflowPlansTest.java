package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The DAGs take stages, jobs and tables from {@code airflow-dags/plans}. */
class AirflowPlansTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));

  @ParameterizedTest
  @ValueSource(strings = {"nightly", "hourly", "weekly"})
  void thePlanOfTheDagIsThatOfThePipeline(String pipeline) throws Exception {
    Path plan = ROOT.resolve("airflow-dags/plans/" + pipeline + ".json");

    assertThat(Files.readString(plan))
        .as("./tributary plan %s --json > airflow-dags/plans/%s.json", pipeline, pipeline)
        .isEqualTo(printed("plan", pipeline, "--json"));
  }

  private static String printed(String... arguments) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      String conf = ROOT.resolve("conf/local.conf").toString();
      String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
      all[arguments.length] = "--conf";
      all[arguments.length + 1] = conf;
      assertThat(Main.execute(all)).isZero();
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
