package io.tributary.generate;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * The good vendor: demographics by hashed e-mail, nearly all true, and by postal code. Later nights
 * refresh a tenth.
 */
final class DemographicsFile {
  private static final List<String> AGE_BANDS = List.of("18-24", "25-34", "35-44", "45-54", "55+");
  private static final List<String> INCOMES = List.of("<10tr", "10-20tr", "20-40tr", ">40tr");

  private final Models models;

  DemographicsFile(Models models) {
    this.models = models;
  }

  void write(Customer customer, Chunk chunk) {
    Dice dice = chunk.dice();
    boolean isCovered = dice.chance(0.5);
    if (!isCovered || customer.emails().isEmpty()) {
      return;
    }
    String hash = Hex.sha256(customer.emails().get(0).trim().toLowerCase(Locale.ROOT));
    for (LocalDate night : chunk.nights().all()) {
      if (night.equals(chunk.nights().first()) || dice.chance(0.1)) {
        boolean isWrong = dice.chance(NoiseRates.GOOD_VENDOR_WRONG);
        String truth = ageBand(customer, night);
        String band = isWrong ? other(truth, dice) : truth;
        String interest = isWrong ? dice.pick(models.products().categories()) : customer.interest();
        String file = Feed.DEMOGRAPHICS.file(night);
        String text = row("email_sha256", hash, band, interest, night, dice);
        Chunk.Line line = chunk.line(file, night.atStartOfDay(), text);
        if (isWrong) {
          chunk.found(DirtyCase.VENDOR_WRONG, file, line, customer.entityId());
        }
      }
    }
  }

  /** Attributes of areas, on the first night. */
  void writePlaces(Chunk chunk) {
    LocalDate night = chunk.nights().first();
    for (String code : models.places().postalCodes()) {
      String interest = chunk.dice().pick(models.products().categories());
      String text =
          row("postal_code", code, chunk.dice().pick(AGE_BANDS), interest, night, chunk.dice());
      chunk.line(Feed.DEMOGRAPHICS.file(night), night.atStartOfDay(), text);
    }
  }

  private static String row(
      String type, String value, String band, String interest, LocalDate night, Dice dice) {
    return new CsvRow(Feed.DEMOGRAPHICS, ',')
        .set("key_type", type)
        .set("key_value", value)
        .set("age_band", band)
        .set("income_band", dice.pick(INCOMES))
        .set("home_owner", dice.chance(0.6) ? "true" : "false")
        .set("children", Integer.toString(dice.between(0, 3)))
        .set("interest", interest)
        .set("as_of", night.minusDays(dice.between(1, 60)).toString())
        .text();
  }

  private static String ageBand(Customer customer, LocalDate on) {
    int age = java.time.Period.between(customer.birth(), on).getYears();
    return AGE_BANDS.get(Math.max(0, Math.min(4, (age - 15) / 10)));
  }

  private static String other(String band, Dice dice) {
    return AGE_BANDS.get((AGE_BANDS.indexOf(band) + dice.between(1, 4)) % AGE_BANDS.size());
  }
}
