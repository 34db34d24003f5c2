package io.tributary.conform;

import io.tributary.columns.Money;
import io.tributary.job.Fingerprint;
import io.tributary.job.JobFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/**
 * The section {@code conform} of the settings, shared by the jobs of the stage.
 *
 * @param reportingCurrency ISO 4217; amounts are compared and summed in it
 * @param keyFile the secret key of all pseudonyms, outside the lake
 * @param orderSources sources that share order ids; the first that saw an order counts it
 */
public record ConformConfig(
    String reportingCurrency,
    Path keyFile,
    Country country,
    Rates rates,
    List<String> orderSources,
    Visits visits,
    Hits hits) {

  private static final int MAX_MINOR_DIGITS = 2;

  public ConformConfig {
    Integer digits = Money.minorDigits(reportingCurrency);
    if (digits == null || digits > MAX_MINOR_DIGITS) {
      throw new IllegalArgumentException(
          "reporting-currency must be an ISO 4217 code with at most two decimal places");
    }
    if (new HashSet<>(orderSources).size() != orderSources.size()) {
      throw new IllegalArgumentException("order-sources names a source twice");
    }
  }

  /** The same with files found relative to the folder of the settings. */
  public ConformConfig in(Path directory) {
    Country here =
        new Country(
            country.code(),
            directory.resolve(country.phones()),
            directory.resolve(country.places()));
    return new ConformConfig(reportingCurrency, keyFile, here, rates, orderSources, visits, hits);
  }

  /** What the tables of the stage depend on: also what the files that it names say. */
  String fingerprint() {
    return this + Fingerprint.of(country.phonesText(), country.placesText());
  }

  /**
   * How to read what a record says without a country.
   *
   * @param code ISO 3166-1 alpha-2
   * @param phones file of telephone prefixes that changed, relative to the settings
   * @param places file of provinces, relative to the settings
   */
  public record Country(String code, Path phones, Path places) {
    String phonesText() {
      return text(phones, "country.phones");
    }

    String placesText() {
      return text(places, "country.places");
    }
  }

  /**
   * @param maxAge how old a rate may be for a day that has none of its own
   */
  public record Rates(Duration maxAge) {
    public Rates {
      requireDays("rates.max-age", maxAge, 0);
    }

    int maxAgeDays() {
      return Math.toIntExact(maxAge.toDays());
    }
  }

  /**
   * @param inactivity a longer pause begins a new visit
   * @param urlParameters query parameters that may stay in an address; {@code utm_*} allows all
   *     that start so
   */
  public record Visits(Duration inactivity, List<String> urlParameters) {
    public Visits {
      if (inactivity.isNegative() || inactivity.isZero()) {
        throw new IllegalArgumentException("visits.inactivity must be positive");
      }
    }
  }

  /**
   * @param keep days that raw hits stay after they were loaded
   */
  public record Hits(Duration keep) {
    public Hits {
      requireDays("hits.keep", keep, 2);
    }
  }

  private static void requireDays(String key, Duration duration, int least) {
    if (duration.compareTo(Duration.ofDays(least)) < 0
        || !duration.equals(Duration.ofDays(duration.toDays()))) {
      throw new IllegalArgumentException(key + " must be whole days, at least " + least + "d");
    }
  }

  private static String text(Path file, String key) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw JobFailure.config(
          "Cannot read " + file, "conform." + key + " names it", "restore the file or correct it");
    }
  }
}
