package io.tributary.generate;

import java.util.List;

/** A store of the chain, with the phone that its clerks enter when the customer gives none. */
record Store(String id, String phone) {
  static final List<Store> ALL =
      List.of(
          new Store("HCM01", "02838221001"),
          new Store("HCM02", "02838221002"),
          new Store("HCM03", "02838221003"),
          new Store("HCM04", "02838221004"),
          new Store("HN01", "02438221001"),
          new Store("HN02", "02438221002"),
          new Store("HN03", "02438221003"),
          new Store("DN01", "02363822101"),
          new Store("CT01", "02923822101"),
          new Store("HP01", "02253822101"));
}
