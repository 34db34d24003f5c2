package io.tributary.generate;

import java.util.List;

/** The two genders that the word lists tell apart. */
enum Gender {
  M(List.of("Anh", "Chú", "Bác"), "Mr"),
  F(List.of("Chị", "Cô", "Bác"), "Ms");

  private final List<String> vietnamese;
  private final String western;

  Gender(List<String> vietnamese, String western) {
    this.vietnamese = vietnamese;
    this.western = western;
  }

  Gender other() {
    return this == M ? F : M;
  }

  String honorific(Country country, Dice dice) {
    return country == Country.VN ? dice.pick(vietnamese) : western;
  }

  /** As CRM clerks enter it: Vietnamese, a letter, or nothing. */
  String spelled(Dice dice) {
    double u = dice.uniform();
    if (u < NoiseRates.NO_GENDER) {
      return "";
    }
    return u < 0.8 ? (this == M ? "Nam" : "Nữ") : name();
  }
}
