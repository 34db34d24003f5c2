package io.tributary.generate;

/**
 * What is wrong, odd or worth finding in a generated row; {@code truth/cases.csv} says where each
 * one sits.
 */
enum DirtyCase {
  NO_DIACRITICS("name typed without diacritics"),
  UPPER_CASE_NAME("name in capitals without diacritics"),
  DECOMPOSED_NAME("name in decomposed Unicode (NFD)"),
  TONE_PLACEMENT("tone mark on the other vowel: Hoà for Hòa, Thuý for Thúy"),
  HONORIFIC_NAME("form of address and given name only: Chị Lan"),
  TAGGED_NAME("clerk's tag and given name: KH Tuấn Q7"),
  NAME_TYPO("a typing error in the name"),
  FAKE_PHONE("a phone that a clerk invented: 0900000000, 0123456789"),
  SHOP_PHONE("the shop's own phone in place of the customer's"),
  FAMILY_PHONE("one phone for a family"),
  PASSED_ON_PHONE("a phone that belonged to another customer years ago"),
  ELEVEN_DIGIT_PHONE("an 11-digit mobile from before September 2018"),
  OLD_LANDLINE("a landline with an area code from before June 2017"),
  TWO_PHONES_IN_CELL("two phones in one cell"),
  PHONE_WITH_NOTE("a phone with a note: 0912345678 (Zalo)"),
  PHONE_WITHOUT_ZERO("a phone whose leading zero a spreadsheet ate"),
  MASKED_PHONE("a phone masked by the marketplace: 09******12"),
  SPREADSHEET_PHONE("a phone that a spreadsheet turned into 9.12E+08"),
  PHONE_TYPO("a wrong digit in the phone"),
  NOREPLY_EMAIL("noreply@ in place of the customer's e-mail"),
  EMAIL_TYPO("a misspelt e-mail domain"),
  SEVERAL_CARDS("one of several cards of one customer"),
  SECOND_CRM_ROW("a second CRM row of one customer"),
  MANY_IDENTIFIERS("a customer with three e-mails, two phones and four devices"),
  MOVED("a customer who moved to another province"),
  OLD_PLACE_NAME("an address with a district and a province that no longer exist"),
  NEW_PLACE_NAME("an address in the form since July 2025, without district"),
  STALE_ROW("a late row with an older stamp than the one delivered before"),
  DELETED_ROW("a CRM row deleted on a later night"),
  CARD_GONE("a card that is absent from a later snapshot"),
  SHARED_DEVICE("a second login on a cookie and device of somebody else"),
  RETURN("goods taken back with the customer known"),
  ANONYMOUS_RETURN("goods taken back from a known sale, nobody named"),
  CANCELLED_TICKET("a ticket cancelled at the till"),
  ANONYMOUS_TICKET("a sale with no identifier at all"),
  DUPLICATE_TICKET("the same ticket twice in a file"),
  LATE_TICKET("a ticket of the day before, in a late file"),
  SUPERSEDED_TICKET("a ticket with ten times its quantities, put right by an overlay"),
  SUPERSEDED_LOG("a log line that the first delivery of the file had not yet"),
  DUPLICATE_FILE("a file delivered again under another name"),
  COD_UNDELIVERED("cash on delivery that came back to the sender"),
  CANCELLED_ORDER("an order cancelled before delivery"),
  STATUS_UPDATE("an order delivered again with a newer status"),
  ORDER_IN_THREE_SOURCES("one order in shop, web and, picked up, in pos"),
  LOST_ORDER("a purchase on the web whose order the shop never received"),
  FOREIGN_CURRENCY("an amount in another currency than VND"),
  SPLIT_LINES("lines of one marketplace order that are not adjacent"),
  BOT_EVENT("a web event of a bot"),
  BOT_LOG_LINE("a log line of a bot"),
  EMAIL_IN_URL("an e-mail in the query string of an address"),
  EMAIL_IN_REFERRER("an e-mail in the referrer"),
  PHONE_IN_SEARCH("a phone typed into the search box"),
  PHONE_IN_URL("a phone in the query string of an address"),
  VENDOR_WRONG("a vendor's attribute that is not true"),
  GRANT_WITHOUT_EVIDENCE("a consent without evidence"),
  CONSENT_WITHDRAWN("a consent withdrawn on a later night"),
  UNSUBSCRIBED("an unsubscription in a campaign's responses"),
  COMPLAINED("a complaint in a campaign's responses"),
  WRONG_TYPE("a broken row: a value of the wrong type"),
  MISSING_REQUIRED("a broken row: a required value is missing"),
  TOO_FEW_COLUMNS("a broken row: too few columns"),
  TOO_MANY_COLUMNS("a broken row: too many columns"),
  BAD_JSON("a broken row: JSON cut off"),
  SPREADSHEET_CARD("a broken row: a card number that a spreadsheet turned into 8.93E+12"),
  WRONG_GROUPING("a broken row: an amount with other signs than declared"),
  MALFORMED_LOG_LINE("a broken row: a line that is no access log"),
  CART_ABANDONED("a cart filled in the last seven days and not bought"),
  JUST_BOUGHT("a purchase in the last three days"),
  VIP("a customer with more than 1,000 USD"),
  VIP_AWAY("a VIP without purchase or visit for three weeks"),
  PROSPECT("somebody known who never bought");

  private final String meaning;

  DirtyCase(String meaning) {
    this.meaning = meaning;
  }

  /** One phrase for people. */
  String meaning() {
    return meaning;
  }
}
