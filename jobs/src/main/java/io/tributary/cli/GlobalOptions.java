package io.tributary.cli;

import io.tributary.config.Settings;
import io.tributary.job.JobFailure;
import io.tributary.job.Run;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that every command knows. */
public final class GlobalOptions {
  private static final String CONF = "TRIBUTARY_CONF";

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      description =
          "Settings of this installation; its folder holds sources/, segments/ … Default: what the"
              + " environment names in TRIBUTARY_CONF, else conf/local.conf.")
  @Nullable Path conf;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting, over the file; repeatable.")
  Map<String, String> overrides = new LinkedHashMap<>();

  @Option(
      names = "--json",
      description = "Print the result as JSON and nothing else on standard output.")
  boolean json;

  @Option(
      names = "--debug",
      hidden = true,
      description = "Show stack traces with their messages, which may quote data.")
  boolean debug;

  /** The folder of the installation: where the launcher lies. */
  static Path home() {
    return Path.of(System.getProperty("tributary.home", "."));
  }

  /** The settings of an installation, whose launcher names them; else those of a checkout. */
  static Path usualConf(@Nullable String named) {
    return named == null || named.isBlank() ? home().resolve("conf/local.conf") : Path.of(named);
  }

  /** Loads the settings. */
  Settings settings(Map<String, String> defaults) {
    Path file = conf != null ? conf : usualConf(System.getenv(CONF));
    Path directory = file.toAbsolutePath().getParent();
    Map<String, String> all = new LinkedHashMap<>(defaults);
    all.putAll(overrides);
    return Settings.load(directory == null ? Path.of(".") : directory, file.toAbsolutePath(), all);
  }

  /**
   * An as-of as a user writes it: an instant, or a day, which means the end of that business day.
   *
   * @throws JobFailure CONFIG when it is neither
   */
  static Instant asOf(String text, ZoneId zone) {
    try {
      return text.contains("T") ? Instant.parse(text) : endOf(LocalDate.parse(text), zone);
    } catch (DateTimeParseException e) {
      throw JobFailure.config(
          "--as-of cannot be read",
          "it is neither an instant nor a day",
          "write 2026-11-08 for the end of that business day, or 2026-11-08T17:00:00Z");
    }
  }

  /** An as-of as {@link #asOf} reads it: a day where it is the end of one. */
  static String text(Instant asOf, ZoneId zone) {
    LocalDate day = Run.businessDay(asOf, zone);
    return endOf(day, zone).equals(asOf) ? day.toString() : asOf.toString();
  }

  /** The first moment after a business day; {@link Run#businessDay} gives the day back. */
  static Instant endOf(LocalDate day, ZoneId zone) {
    return day.plusDays(1).atStartOfDay(zone).toInstant();
  }
}
