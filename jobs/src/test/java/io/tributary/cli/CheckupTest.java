package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cli.Finding.Level;
import io.tributary.crypto.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckupTest {

  private static void permit(Path path, String rights) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
  }

  @Test
  void aKeyMustBeThereAndPrivateAndOutsideOfTheLake(@TempDir Path dir) throws IOException {
    Path key = dir.resolve("hmac.key");
    String lake = dir.resolve("lake").toString();

    assertThat(InstallationCheckup.key(key, lake))
        .extracting(Finding::level, Finding::says)
        .containsExactly(Level.BAD, key + " is missing, unreadable or too short");
    KeyFile.createIfMissing(key);
    assertThat(InstallationCheckup.key(key, lake).level()).isEqualTo(Level.OK);
    assertThat(InstallationCheckup.key(key, dir.toString()).says()).contains("lies in the lake");
    permit(key, "rw-r--r--");
    assertThat(InstallationCheckup.key(key, lake).remedy()).isEqualTo("chmod 600 " + key);
  }

  @Test
  void aFolderWithPersonalDataIsClosedToOthersOrAFolderAboveItIs(@TempDir Path dir)
      throws IOException {
    Path root = Files.createDirectories(dir.resolve("lake-restricted"));
    permit(root, "rwxr-xr-x");
    permit(dir, "rwxr-xr-x");
    Finding open = InstallationCheckup.folder("root", root.toString(), true, true).get(0);
    permit(dir, "rwx------");
    Finding behindAClosedDoor =
        InstallationCheckup.folder("root", root.toString(), true, true).get(0);

    boolean isReachable = isReachable(dir.getParent());
    assertThat(open.level()).isEqualTo(isReachable ? Level.WARN : Level.OK);
    assertThat(behindAClosedDoor.level()).isEqualTo(Level.OK);
  }

  private static boolean isReachable(Path folder) throws IOException {
    for (Path above = folder; above != null; above = above.getParent()) {
      if (!Files.getPosixFilePermissions(above).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return false;
      }
    }
    return true;
  }

  @Test
  void whatIsToBeReadMustBeThereAndWhatIsToBeWrittenMayCome(@TempDir Path dir) {
    String missing = dir.resolve("not/yet").toString();

    assertThat(InstallationCheckup.folder("landing.root", missing, false, false))
        .singleElement()
        .extracting(Finding::level)
        .isEqualTo(Level.WARN);
    assertThat(InstallationCheckup.folder("lake.root", missing, true, false))
        .first()
        .extracting(Finding::level)
        .isEqualTo(Level.OK);
    assertThat(InstallationCheckup.folder("lake.root", "s3a://bucket/lake", true, false))
        .singleElement()
        .extracting(Finding::level)
        .isEqualTo(Level.OK);
  }

  @Test
  void littleSpaceAndLittleMemoryAreSaid() {
    long giga = 1L << 30;

    assertThat(
            List.of(
                InstallationCheckup.space("d", giga / 2).level(),
                InstallationCheckup.space("d", 5 * giga).level(),
                InstallationCheckup.space("d", 50 * giga).level(),
                MachineCheckup.memory(giga).level(),
                MachineCheckup.memory(4 * giga).level()))
        .containsExactly(Level.BAD, Level.WARN, Level.OK, Level.WARN, Level.OK);
  }

  @Test
  void aLastRunOfTheFutureSaysThatOneOfTwoClocksIsWrong() {
    Instant now = Instant.parse("2026-11-09T03:00:00Z");

    assertThat(LakeCheckup.clock(Instant.MIN, now).level()).isEqualTo(Level.OK);
    assertThat(LakeCheckup.clock(now.plusSeconds(60), now).level()).isEqualTo(Level.OK);
    Finding ahead = LakeCheckup.clock(now.plusSeconds(3600), now);
    assertThat(ahead.level()).isEqualTo(Level.WARN);
    assertThat(ahead.says()).contains("2026-11-09T04:00:00Z", "2026-11-09T03:00:00Z");
    assertThat(ahead.remedy()).contains("If this clock is behind", "the next run clears this");
  }

  @Test
  void reportsHaveAPlaceOfTheirOwnWhereTheLakeHasOne(@TempDir Path dir) {
    assertThat(InstallationCheckup.reports("reports", "s3a://bucket/lake"))
        .singleElement()
        .extracting(Finding::level, Finding::remedy)
        .containsExactly(Level.WARN, "set it to an absolute path, as lake.root is");
    assertThat(InstallationCheckup.reports("reports", dir.toString()))
        .extracting(Finding::level)
        .containsExactly(Level.WARN);
    assertThat(InstallationCheckup.reports("reports", "lake"))
        .first()
        .extracting(Finding::level)
        .isEqualTo(Level.OK);
    assertThat(InstallationCheckup.reports(dir.toString(), "/lake"))
        .first()
        .extracting(Finding::level)
        .isEqualTo(Level.OK);
  }

  @Test
  void airflowNeedsOurDagsOurSparkAndOurTimeZone(@TempDir Path dir) throws IOException {
    Files.createDirectories(dir.resolve("dags/plans"));
    Files.createDirectories(dir.resolve("spark/jars"));
    Map<String, String> here = Map.of("AIRFLOW_HOME", dir.toString());
    Map<String, String> elsewhere =
        Map.of("AIRFLOW_HOME", dir.toString(), "SPARK_HOME", dir.resolve("spark").toString());
    Optional<ZoneId> zone = Optional.of(ZoneId.of("Asia/Ho_Chi_Minh"));

    assertThat(new AirflowCheckup(Map.of("HOME", dir.toString())).findings(zone)).isEmpty();
    assertThat(new AirflowCheckup(elsewhere).findings(zone))
        .extracting(Finding::level)
        .containsExactly(Level.WARN, Level.BAD);
    Files.createFile(dir.resolve("dags/tributary_nightly.py"));
    Files.createFile(dir.resolve("spark/jars/spark-core_2.13-4.1.0.jar"));
    Files.writeString(
        dir.resolve("dags/plans/nightly.json"), "{\"time_zone\" : \"Asia/Ho_Chi_Minh\"}");
    for (Map<String, String> environment : List.of(here, elsewhere)) {
      assertThat(new AirflowCheckup(environment).findings(zone))
          .extracting(Finding::level)
          .containsExactly(Level.OK, Level.OK);
    }
    Path home = Files.createDirectories(dir.resolve("airflow"));
    assertThat(new AirflowCheckup(Map.of("HOME", dir.toString())).findings(zone))
        .first()
        .extracting(Finding::says)
        .isEqualTo("there are no DAGs of ours in " + home.resolve("dags"));
    Files.writeString(dir.resolve("dags/plans/hourly.json"), "{\"time_zone\" : \"UTC\"}");
    assertThat(new AirflowCheckup(here).findings(Optional.empty())).hasSize(2);
    assertThat(new AirflowCheckup(here).findings(zone))
        .filteredOn(finding -> finding.level() == Level.BAD)
        .singleElement()
        .extracting(Finding::says)
        .isEqualTo("its time zone is 'UTC', and business.time-zone is Asia/Ho_Chi_Minh");
  }
}
