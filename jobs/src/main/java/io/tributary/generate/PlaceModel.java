package io.tributary.generate;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Addresses; Vietnam's with the 63 provinces and districts before 2025-07-01 and the 34 provinces
 * since.
 */
final class PlaceModel {
  /**
   * Where somebody lives. Outside Vietnam both provinces are the region and the district is the
   * city.
   */
  record Place(
      Country country,
      String line,
      String ward,
      String district,
      String oldProvince,
      String province,
      String postalCode) {
    /** Writes the address as it was spelled at that time. */
    void write(CsvRow row, LocalDateTime at, Dice dice, Set<DirtyCase> found) {
      boolean isNew = !at.isBefore(REFORM) && dice.chance(NoiseRates.NEW_PLACE_NAME_SINCE_2025);
      row.set("address", line)
          .set("ward", ward)
          .set("postal_code", postalCode)
          .set("country", country.name());
      if (country != Country.VN) {
        row.set("district", district).set("province", province);
      } else if (isNew) {
        found.add(DirtyCase.NEW_PLACE_NAME);
        row.set("district", "").set("province", titled(province, dice));
      } else {
        found.add(DirtyCase.OLD_PLACE_NAME);
        row.set("district", district).set("province", titled(oldProvince, dice));
      }
    }

    private static String titled(String province, Dice dice) {
      if (province.equals("Hồ Chí Minh")) {
        return dice.pick(
            List.of("TP. Hồ Chí Minh", "TP.HCM", "Hồ Chí Minh", "Thành phố Hồ Chí Minh"));
      }
      return dice.chance(0.3) ? "Tỉnh " + province : province;
    }
  }

  private static final LocalDateTime REFORM = LocalDateTime.of(2025, 7, 1, 0, 0);

  private final Weighted<String[]> provinces = new Weighted<>();
  private final Map<Country, List<String>> streets = new EnumMap<>(Country.class);
  private final Map<Country, List<String[]>> cities = new EnumMap<>(Country.class);
  private final List<String> wards = new ArrayList<>();

  PlaceModel() {
    for (String[] row : WordList.read("places_vn.csv", ";")) {
      provinces.add(row, Integer.parseInt(row[2]));
    }
    for (String[] row : WordList.read("streets.csv", ";")) {
      Country country = Country.valueOf(row[0]);
      switch (row[1]) {
        case "street" -> streets.computeIfAbsent(country, c -> new ArrayList<>()).add(row[2]);
        case "ward" -> wards.add(row[2]);
        case "city" ->
            cities.computeIfAbsent(country, c -> new ArrayList<>()).add(row[2].split("\\|", -1));
        default -> throw new IllegalStateException("streets.csv: unknown kind " + row[1]);
      }
    }
  }

  Place draw(Country country, Dice dice) {
    String street = dice.pick(streets.getOrDefault(country, List.of()));
    int house = dice.between(1, 400);
    if (country == Country.VN) {
      String[] row = provinces.draw(dice);
      String line =
          (dice.chance(0.2) ? "Số " : "")
              + house
              + (dice.chance(0.3) ? "/" + dice.between(1, 90) : "");
      String district = dice.pick(List.of(row[4].split("\\|", -1)));
      return new Place(
          country, line + " " + street, dice.pick(wards), district, row[0], row[1], row[3]);
    }
    String[] city = dice.pick(cities.getOrDefault(country, List.of()));
    String line = country == Country.DE ? street + " " + house : house + " " + street;
    return new Place(country, line, "", city[0], city[1], city[1], city[2]);
  }

  /** Postal codes of Vietnam, in the order of the list. */
  List<String> postalCodes() {
    return provinces.values().stream().map(row -> row[3]).distinct().toList();
  }
}
