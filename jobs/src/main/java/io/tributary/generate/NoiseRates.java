package io.tributary.generate;

import java.util.List;

/** How often things go wrong: the share of the rows, values or customers that the name says. */
final class NoiseRates {
  /** One way to misspell a name, and the share of names typed so. */
  record Spelling(DirtyCase dirtyCase, double rate) {}

  static final List<Spelling> SPELLINGS =
      List.of(
          new Spelling(DirtyCase.NO_DIACRITICS, 0.14),
          new Spelling(DirtyCase.UPPER_CASE_NAME, 0.08),
          new Spelling(DirtyCase.DECOMPOSED_NAME, 0.03),
          new Spelling(DirtyCase.TONE_PLACEMENT, 0.05),
          new Spelling(DirtyCase.HONORIFIC_NAME, 0.03),
          new Spelling(DirtyCase.TAGGED_NAME, 0.02),
          new Spelling(DirtyCase.NAME_TYPO, 0.025));

  static final double NO_GENDER = 0.12;
  static final double NO_BIRTH_DATE = 0.25;

  /** Customers: phone only, phone and e-mail, e-mail only; the rest has neither. */
  static final double PHONE_ONLY = 0.60;

  static final double PHONE_AND_EMAIL = 0.33;
  static final double EMAIL_ONLY = 0.05;

  /** The same for customers outside Vietnam in the locale {@code mixed}. */
  static final double WESTERN_PHONE_ONLY = 0.10;

  static final double WESTERN_PHONE_AND_EMAIL = 0.60;
  static final double WESTERN_EMAIL_ONLY = 0.28;
  static final double WESTERN_HOUSEHOLD = 0.40;

  static final double FAKE_PHONE = 0.02;
  static final double SHOP_PHONE = 0.02;
  static final double PHONE_TYPO = 0.015;
  static final double TWO_PHONES = 0.5;
  static final double PHONE_WITH_NOTE = 0.02;
  static final double PHONE_WITHOUT_ZERO = 0.03;
  static final double SPREADSHEET_PHONE = 0.004;
  static final double OLD_FORM_IF_OLD_RECORD = 0.6;
  static final double OLD_LANDLINE_IF_OLD_RECORD = 0.1;
  static final double MASKED_MARKETPLACE_PHONE = 0.15;
  static final double NOREPLY_EMAIL = 0.02;
  static final double EMAIL_TYPO = 0.02;

  static final double FAMILY_PHONE = 0.25;
  static final double PASSED_ON_PHONE = 0.02;
  static final double MANY_IDENTIFIERS = 0.01;
  static final double MOVER = 0.03;
  static final double NEW_PLACE_NAME_SINCE_2025 = 0.6;
  static final double SHARED_DEVICE = 0.5;

  static final double CRM = 0.85;
  static final double SECOND_CRM_ROW = 0.07;
  static final double CARD = 0.50;
  static final double SECOND_CARD = 0.14;
  static final double ACCOUNT = 0.40;
  static final double PROSPECT = 0.12;
  static final double JOINED_EARLIER = 0.25;

  static final double CRM_CHANGE_A_NIGHT = 0.02;
  static final double DELETED_A_NIGHT = 0.003;
  static final double STALE_A_NIGHT = 0.003;
  static final double CARD_GONE_A_NIGHT = 0.003;

  static final double ANONYMOUS_TICKET = 0.15;
  static final double RETURN = 0.05;
  static final double ANONYMOUS_RETURN = 0.4;
  static final double CANCELLED = 0.02;
  static final double DUPLICATE_TICKET = 0.004;
  static final double COD = 0.55;
  static final double COD_UNDELIVERED = 0.12;
  static final double PICKUP = 0.12;
  static final double FOREIGN_CURRENCY = 0.02;

  static final double PERSONAL_VALUE_IN_HIT = 0.01;
  static final double CART_ABANDONED = 0.18;

  static final double GOOD_VENDOR_WRONG = 0.05;
  static final double POOR_VENDOR_WRONG = 0.50;
  static final double NO_EVIDENCE = 0.05;
  static final double WITHDRAWAL_A_NIGHT = 0.01;
  static final double UNSUBSCRIBE = 0.02;
  static final double COMPLAINT = 0.006;

  private NoiseRates() {}
}
