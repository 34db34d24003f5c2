package io.tributary.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.job.JobFailure;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  enum Mode {
    FULL_FILE,
    CHANGES
  }

  record Limit(String type, int maxCarriers) {
    Limit {
      if (maxCarriers < 1) {
        throw new IllegalArgumentException("max-carriers must be 1 or more");
      }
    }
  }

  record Section(
      String name,
      int small,
      long large,
      double share,
      boolean isOn,
      BigDecimal amount,
      Duration inactivity,
      ZoneId timeZone,
      LocalDate since,
      Path file,
      Mode mode,
      Optional<String> comment,
      List<Limit> limits,
      Map<String, Limit> byName) {}

  private static final String FULL =
      """
      section {
        name = x, small = 1, large = 9000000000, share = 0.5, is-on = true, amount = "1000.00"
        inactivity = 30m, time-zone = Asia/Ho_Chi_Minh, since = 2026-11-08, file = a/b, mode = full-file
        comment = why, limits = [ { type = phone, max-carriers = 5 } ]
        by-name { email { type = email, max-carriers = 3 } }
      }
      """;

  @Test
  void bindsEveryTypeThatSettingsHold() {
    Section section = Settings.of(FULL).bind("section", Section.class);

    assertThat(section)
        .isEqualTo(
            new Section(
                "x",
                1,
                9_000_000_000L,
                0.5,
                true,
                new BigDecimal("1000.00"),
                Duration.ofMinutes(30),
                ZoneId.of("Asia/Ho_Chi_Minh"),
                LocalDate.of(2026, 11, 8),
                Path.of("a/b"),
                Mode.FULL_FILE,
                Optional.of("why"),
                List.of(new Limit("phone", 5)),
                Map.of("email", new Limit("email", 3))));
  }

  @Test
  void leavesOptionalsListsAndMapsEmptyWhenAbsent() {
    String without =
        FULL.replace("comment = why, limits = [ { type = phone, max-carriers = 5 } ]", "")
            .replace("by-name { email { type = email, max-carriers = 3 } }", "");

    Section section = Settings.of(without).bind("section", Section.class);

    assertThat(section.comment()).isEmpty();
    assertThat(section.limits()).isEmpty();
    assertThat(section.byName()).isEmpty();
  }

  @Test
  void namesEveryProblemWithItsPathAndWhatIsAllowed() {
    String wrong =
        FULL.replace("small = 1,", "smal = 1, ")
            .replace("full-file", "half-file")
            .replace("inactivity = 30m", "inactivity = soon")
            .replace("max-carriers = 5", "max-carriers = 0");

    assertThatThrownBy(() -> Settings.of(wrong).bind("section", Section.class))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("'section.smal'")
        .hasMessageContaining("did you mean 'small'?")
        .hasMessageContaining("'section.small': missing key")
        .hasMessageContaining("expected one of full-file, changes")
        .hasMessageContaining("expected a duration such as 30m")
        .hasMessageContaining("'section.limits[0]'")
        .hasMessageContaining("max-carriers must be 1 or more");
  }

  @Test
  void refusesKeysThatNoSectionOwns() {
    Settings settings = Settings.of(FULL + "\nsektion { name = y }\nspark { master = local }");
    settings.bind("section", Section.class);
    settings.texts("spark");

    assertThatThrownBy(settings::refuseUnknownKeys)
        .hasMessageContaining("'sektion.name'")
        .hasMessageNotContaining("'spark.master'");
  }

  @Test
  void laysTheChosenFileOverTheDefaultsAndSingleKeysOverBoth(@TempDir Path dir) throws Exception {
    Files.writeString(dir.resolve("tributary.conf"), "limit { type = default, max-carriers = 1 }");
    Files.writeString(dir.resolve("local.conf"), "limit.type = local, limit.max-carriers = 2");

    Settings settings =
        Settings.load(
            dir, Path.of("local.conf"), Map.of("limit.type", "C:/a path: with \"signs\""));

    assertThat(settings.bind("limit", Limit.class))
        .isEqualTo(new Limit("C:/a path: with \"signs\"", 2));
  }

  @Test
  void namesFileAndLineOfAMistake(@TempDir Path dir) throws Exception {
    Files.createDirectories(dir.resolve("limits"));
    Files.writeString(dir.resolve("tributary.conf"), "");
    Files.writeString(dir.resolve("limits/phone.conf"), "type = phone\nmax-carrier = 5");

    Settings settings = Settings.load(dir, Path.of("tributary.conf"), Map.of());

    assertThatThrownBy(() -> settings.definitions("limits", Limit.class))
        .hasMessageContaining("phone.conf: 2")
        .hasMessageContaining("did you mean 'max-carriers'?");
    assertThatThrownBy(() -> Settings.load(dir, Path.of("none.conf"), Map.of()))
        .hasMessageContaining("No settings file");
  }
}
