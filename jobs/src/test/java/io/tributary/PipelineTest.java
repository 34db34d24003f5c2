package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.collect.CollectFiles;
import io.tributary.config.Settings;
import io.tributary.job.Job;
import io.tributary.job.JobFailure;
import io.tributary.tables.Table;
import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.gold.CustomerConsents;
import io.tributary.tables.gold.CustomerContacts;
import io.tributary.tables.silver.Consents;
import io.tributary.tables.silver.LinkDecisions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PipelineTest {
  private static final Path CONF = Path.of(System.getProperty("project.root", ".."), "conf");

  /** What stewards decide comes from commands; no job writes it. */
  private static final Set<Table> BY_COMMANDS = Set.of(LinkDecisions.TABLE);

  /** Retention deletes rows of a table that another job writes; one of the named exceptions. */
  private static final Set<String> SECOND_WRITERS = Set.of("expire-hits");

  private final Settings settings =
      Settings.load(CONF.toAbsolutePath(), CONF.resolve("local.conf").toAbsolutePath(), Map.of());

  private List<Job> jobs(String pipeline) {
    return Pipeline.of(settings).jobs(pipeline, List.of());
  }

  @Test
  void shippedSettingsBindAndNoKeyIsUnknown() {
    assertThat(jobs("nightly")).isNotEmpty();
    settings.texts("spark");
    for (String section :
        List.of("lake", "landing", "outbox", "business", "lock", "keys", "report")) {
      settings.texts(section);
    }

    settings.refuseUnknownKeys();
  }

  @Test
  void inFullOnlyTheLinkingComparesAll() {
    List<Job> jobs = jobs("nightly");
    List<Job> full = Pipeline.full(jobs);
    assertThat(full).extracting(Job::name).isEqualTo(jobs.stream().map(Job::name).toList());
    for (int i = 0; i < jobs.size(); i++) {
      boolean isLinking = jobs.get(i).name().equals("link-customers");
      assertThat(full.get(i).settings().equals(jobs.get(i).settings()))
          .as(jobs.get(i).name())
          .isEqualTo(!isLinking);
    }
  }

  @Test
  void everyTableHasOneWriterAndIsReadAfterItIsWritten() {
    Map<Table, String> writers = new HashMap<>();
    Set<Table> written = new HashSet<>(BY_COMMANDS);
    for (Job job : jobs("nightly")) {
      for (Table table : job.reads()) {
        boolean isOwn = job.writes().contains(table);
        assertThat(isOwn || written.contains(table))
            .as(job.name() + " reads " + table.qualifiedName() + " before any job wrote it")
            .isTrue();
      }
      for (Table table : job.writes()) {
        written.add(table);
        if (!SECOND_WRITERS.contains(job.name())) {
          assertThat(writers.put(table, job.name())).as(table.qualifiedName()).isNull();
        }
      }
    }
  }

  @Test
  void nothingIsServedBeforeTheConsentsOfTheSameRun() {
    Set<String> consentSources = Set.of("consents", "campaigns");
    for (String pipeline : List.of("nightly", "hourly")) {
      List<Job> jobs = jobs(pipeline);
      assertThat(servedTooEarly(jobs, consentSources))
          .as("a consent withdrawn before a run of " + pipeline + " is in no file of it")
          .isEmpty();

      // What such a plan may not be.
      for (int left = 0; left < jobs.size(); left++) {
        List<Job> without = new ArrayList<>(jobs);
        Job job = without.remove(left);
        boolean matters =
            Set.of("collect", "privacy", "profile").contains(job.stage())
                || job.name().equals("conform-consents");
        assertThat(servedTooEarly(without, consentSources).isEmpty())
            .as(pipeline + " without " + job.name())
            .isEqualTo(!matters);
        without.add(job);
        assertThat(servedTooEarly(without, consentSources).isEmpty())
            .as(pipeline + " with " + job.name() + " after serve")
            .isEqualTo(!matters || job.stage().equals("serve"));
      }
      assertThat(servedTooEarly(jobs, Set.of("consents", "campaigns", "preference-centre")))
          .containsExactly("no collect of preference-centre");
    }
  }

  /** What has to come before the first job that sends out, and does not. */
  private static List<String> servedTooEarly(List<Job> jobs, Set<String> consentSources) {
    List<Job> before = jobs.stream().takeWhile(job -> !job.sendsOut()).toList();
    if (before.size() == jobs.size()) {
      return List.of();
    }
    List<String> missing = new ArrayList<>();
    Set<String> collected =
        before.stream()
            .filter(CollectFiles.class::isInstance)
            .flatMap(job -> ((CollectFiles) job).sources().stream())
            .collect(Collectors.toSet());
    consentSources.stream()
        .filter(source -> !collected.contains(source))
        .forEach(source -> missing.add("no collect of " + source));
    List<Table> chain =
        List.of(
            DeliveredRows.CONSENTS, Consents.TABLE, CustomerConsents.TABLE, CustomerContacts.TABLE);
    int last = -1;
    for (Table table : chain) {
      int position = writerOf(before, table);
      if (position <= last) {
        missing.add("no " + table.qualifiedName() + " in its place");
      }
      last = Math.max(last, position);
    }
    return missing;
  }

  @Test
  void hourlyTakesWhatCannotWaitAndServesWhoIsMarked() {
    assertThat(((CollectFiles) jobs("hourly").get(0)).sources())
        .containsExactlyInAnyOrder(
            "web", "weblog", "pos", "shop", "marketplace", "consents", "campaigns");
    assertThat(jobs("hourly")).extracting(Job::name).isEqualTo(names("nightly"));
    assertThat(serve("hourly").settings())
        .contains("sms")
        .isNotEqualTo(serve("nightly").settings());
  }

  private List<String> names(String pipeline) {
    return jobs(pipeline).stream().map(Job::name).toList();
  }

  private Job serve(String pipeline) {
    return jobs(pipeline).stream().filter(Job::sendsOut).findFirst().orElseThrow();
  }

  @Test
  void stagesFollowEachOtherInTheOrderOfTheDesign() {
    assertThat(jobs("nightly").stream().map(Job::stage).distinct())
        .containsExactly(
            "collect", "conform", "identity", "metrics", "privacy", "profile", "segment", "serve");
    assertThat(jobs("weekly"))
        .extracting(Job::name)
        .containsExactly("train-model", "compact-tables");
  }

  @Test
  void someStagesRunInTheOrderOfAll() {
    List<Job> all = jobs("nightly");
    List<String> some = List.of("identity", "conform");

    assertThat(Pipeline.of(settings).jobs("nightly", some))
        .extracting(Job::name)
        .containsExactlyElementsOf(
            all.stream().filter(job -> some.contains(job.stage())).map(Job::name).toList())
        .contains("conform-records", "link-customers");
  }

  @Test
  void namesWhatThereIsWhenSomethingIsNotThere() {
    Pipeline pipeline = Pipeline.of(settings);

    assertThatThrownBy(() -> pipeline.jobs("yearly", List.of()))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("nightly, hourly, weekly");
    assertThatThrownBy(() -> pipeline.jobs("nightly", List.of("identity", "colect")))
        .hasMessageContaining("collect, conform");
    assertThatThrownBy(() -> pipeline.jobs("nightly", List.of("serve", "collect")))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("collect, serve do not follow each other");
    assertThatThrownBy(() -> pipeline.job("nothing")).hasMessageContaining("tributary plan");
  }

  private static int writerOf(List<Job> jobs, Table table) {
    for (int position = 0; position < jobs.size(); position++) {
      Job job = jobs.get(position);
      if (job.writes().contains(table) && !SECOND_WRITERS.contains(job.name())) {
        return position;
      }
    }
    return -1;
  }
}
