package io.tributary;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** What holds the architecture together; each message says where the thing belongs instead. */
class ArchitectureTest {
  private static final String[] STAGES = {
    "io.tributary.collect..",
    "io.tributary.conform..",
    "io.tributary.identity..",
    "io.tributary.metrics..",
    "io.tributary.privacy..",
    "io.tributary.profile..",
    "io.tributary.segment..",
    "io.tributary.serve..",
    "io.tributary.upkeep.."
  };

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.tributary");

  /** The classes that bring rows to the driver, and by what these are bounded. */
  private static final Map<String, String> BOUNDED =
      Map.ofEntries(
          entry("collect.CollectFiles", "the ledger: files"),
          entry("collect.Intake", "ids of files"),
          entry("collect.ReplayRejects", "counts by file"),
          entry("collect.SourceCheck", "one row at a time, of one file"),
          entry("collect.SourceDraft", "a sample of fixed size"),
          entry("collect.Staging", "counts by file, and by file, column and rule"),
          entry("conform.DefaultBirthDates", "a day of the calendar"),
          entry("conform.RetainedDays", "a day for each source"),
          entry("conform.Tally", "counts by source, reason or flag"),
          entry("identity.BlockReport", "rules of blocking"),
          entry("identity.Candidates", "blocks of more records than a block may have"),
          entry("identity.CustomerSets", "counts by limit and type; decisions of stewards"),
          entry("identity.Explanation", "records and links of two records or one customer"),
          entry("identity.FrequentBlockKeys", "keys of a model"),
          entry("identity.KnownModels", "models that were ever trained"),
          entry("identity.LinkCustomers", "counts by kind of event"),
          entry("identity.ModelTraining", "a sample of the size in the settings"),
          entry("identity.Neighbours", "keys of a bounded number of records"),
          entry("identity.PopulationCounts", "counts by field; its most frequent values"),
          entry("segment.Conversions", "currencies"),
          entry("segment.SegmentCounts", "segments"),
          entry("segment.SegmentPreview", "reasons of one segment"),
          entry("serve.DeliveryLedger", "deliveries"),
          entry("serve.Preparation", "one row at a time, of files; a row for each audience"),
          entry("serve.Tally", "counts by audience and reason"));

  private static DescribedPredicate<JavaMethodCall> callTo(Class<?> type, String methods) {
    return DescribedPredicate.describe(
        type.getSimpleName() + "." + methods,
        call ->
            call.getTarget().getOwner().isAssignableTo(type)
                && call.getTarget().getName().matches(methods));
  }

  private static DescribedPredicate<JavaMethodCall> callToClass(String type, String methods) {
    return DescribedPredicate.describe(
        type + "." + methods,
        call ->
            call.getTarget().getOwner().getName().matches(type)
                && call.getTarget().getName().matches(methods));
  }

  @Test
  void stagesTalkThroughTablesOnly() {
    slices()
        .matching(
            "io.tributary.(collect|conform|identity|metrics|privacy|profile|segment|serve|upkeep)..")
        .should()
        .notDependOnEachOther()
        .because(
            "a stage reads what another wrote: share a table, or put the rule into common/columns")
        .check(CLASSES);
  }

  @Test
  void onlyTheLakeWritesTables() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.tributary.lake..")
        .should()
        .callMethodWhere(callTo(Dataset.class, "write|writeTo|writeStream|mergeInto"))
        .because("writes are idempotent, checked and reported only through Lake")
        .check(CLASSES);
  }

  @Test
  void onlyTheLakeKnowsDelta() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.tributary.lake..")
        .should()
        .dependOnClassesThat(resideInAnyPackage("io.delta..", "org.apache.spark.sql.delta.."))
        .because("the table format is the lake's own affair")
        .check(CLASSES);
  }

  @Test
  void nothingThatGrowsComesToTheDriver() {
    noClasses()
        .that()
        .resideInAnyPackage(STAGES)
        .should()
        .callMethodWhere(callTo(Dataset.class, "collect|show|take|tail|toJavaRDD"))
        .because("a collect of data that grows ends a driver")
        .check(CLASSES);
    Set<String> collecting =
        CLASSES.stream()
            .filter(resideInAnyPackage(STAGES))
            .filter(
                one ->
                    one.getMethodCallsFromSelf().stream()
                        .anyMatch(
                            callTo(Dataset.class, "collectAsList|toLocalIterator")
                                .or(callTo(JavaRDD.class, "collect.*|fold|reduce|take.*"))))
            .map(one -> one.getName().replace("io.tributary.", ""))
            .collect(toSet());
    assertThat(collecting)
        .as("classes that bring rows to the driver: aggregate, or say here by what it is bounded")
        .isEqualTo(BOUNDED.keySet());
  }

  @Test
  void countsComeFromCommits() {
    noClasses()
        .that()
        .resideInAnyPackage(STAGES)
        .and()
        .haveNameNotMatching(
            ".*\\.(ReplayRejects|ComputeMetrics|ResolveConsents|Basis|Changes|Judging|LinkCustomers|Matching|ModelTraining)")
        .should()
        .callMethodWhere(callTo(Dataset.class, "count"))
        .because(
            "a count runs the plan once more; the named report or need what no commit counts"
                + " (mended rows, web purchases without an order, decisions left out, whether"
                + " records are gone, the population of a model, records that changed or were linked"
                + " anew)")
        .check(CLASSES);
  }

  @Test
  void onlySessionsMakesASession() {
    noClasses()
        .that()
        .haveNameNotMatching("io\\.tributary\\.job\\.Sessions")
        .should()
        .callMethodWhere(
            callTo(SparkSession.class, "builder|active|getActiveSession|getDefaultSession"))
        .because("one session for each process, made in Sessions; a job gets its lake")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage(STAGES)
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.apache.spark.sql").and(nameMatching(".*\\.SparkSession")))
        .because("a job reads and writes through Run.lake()")
        .check(CLASSES);
  }

  @Test
  void theAsOfIsTheOnlyClock() {
    noClasses()
        .that()
        .resideInAnyPackage(STAGES)
        .should()
        .callMethodWhere(callToClass("java\\.time\\..*", "now"))
        .orShould()
        .callMethodWhere(
            callToClass(
                "org\\.apache\\.spark\\.sql\\.functions",
                "current_.*|now|localtimestamp|unix_timestamp|rand|randn|shuffle|uuid|monotonically_increasing_id"))
        .orShould()
        .callMethodWhere(callToClass("java\\.lang\\.Math", "random"))
        .because("the same input gives the same answer: take Run.asOf(), and hash ids")
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLineKnowsPicocli() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.tributary", "io.tributary.cli..")
        .should()
        .dependOnClassesThat(resideInAPackage("picocli.."))
        .because("commands parse and print; what they do is callable without them")
        .check(CLASSES);
  }

  @Test
  void commonKnowsNoJob() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.tributary.tables..",
            "io.tributary.columns..",
            "io.tributary.lake..",
            "io.tributary.job..",
            "io.tributary.config..",
            "io.tributary.crypto..",
            "io.tributary.graph..",
            "io.tributary.linkage..")
        .should()
        .dependOnClassesThat(resideInAnyPackage(STAGES))
        .because("the library serves the stages, never the other way round")
        .check(CLASSES);
  }
}
