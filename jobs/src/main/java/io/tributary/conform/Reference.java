package io.tributary.conform;

import io.tributary.columns.IdentifierCells;
import io.tributary.columns.PhoneMigrations;
import io.tributary.columns.Phones;
import io.tributary.columns.Places;
import io.tributary.crypto.Hmac;
import io.tributary.crypto.KeyFile;
import io.tributary.job.JobFailure;
import java.time.ZoneId;

/**
 * What normalising a value needs to know.
 *
 * @param country of records that name none
 * @param zone the only zone in which an instant becomes a day
 */
record Reference(Hmac hmac, IdentifierCells cells, Places places, String country, ZoneId zone) {

  /**
   * Reads the files that the settings name.
   *
   * @throws JobFailure CONFIG when one cannot be used
   */
  static Reference read(ConformConfig config, ZoneId zone) {
    ConformConfig.Country country = config.country();
    try {
      Phones phones =
          Phones.of(country.code(), PhoneMigrations.parse(country.code(), country.phonesText()));
      Places places = Places.of(country.placesText());
      return new Reference(
          KeyFile.read(config.keyFile()),
          new IdentifierCells(phones),
          places,
          country.code(),
          zone);
    } catch (IllegalArgumentException e) {
      throw JobFailure.config(
          "The settings of conform.country cannot be used",
          String.valueOf(e.getMessage()),
          "correct the file or the code");
    }
  }
}
