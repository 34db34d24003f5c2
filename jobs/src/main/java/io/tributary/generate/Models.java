package io.tributary.generate;

/** The models and word lists that all chunks share; none of them changes. */
record Models(
    NameModel names,
    PlaceModel places,
    PhoneModel phones,
    EmailModel emails,
    Products products,
    PurchaseModel purchases) {
  static Models load() {
    return new Models(
        new NameModel(),
        new PlaceModel(),
        new PhoneModel(),
        new EmailModel(),
        new Products(),
        PurchaseModel.DEFAULT);
  }
}
