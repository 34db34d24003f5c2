package io.tributary.generate;

/** Where a customer lives, and the currency in which the web shop sells there. */
enum Country {
  VN("VND"),
  US("USD"),
  GB("GBP"),
  FR("EUR"),
  DE("EUR");

  private final String currency;

  Country(String currency) {
    this.currency = currency;
  }

  String currency() {
    return currency;
  }
}
